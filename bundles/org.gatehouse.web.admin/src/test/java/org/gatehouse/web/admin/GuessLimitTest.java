package org.gatehouse.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class GuessLimitTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final GuessLimit limit = new GuessLimit();

  @Test
  void fiveMistakesAreFreeAndTheSixthWaits() {
    for (int i = 0; i < GuessLimit.GUESSES; i++) {
      assertEquals(Duration.ZERO, limit.ask("192.168.1.7", true, START));
    }
    assertEquals(GuessLimit.ONE_COMES_BACK, limit.ask("192.168.1.7", true, START));
    assertEquals(Duration.ZERO, limit.ask("192.168.1.8", true, START));
  }

  @Test
  void guessesComeBackOneByOne() {
    for (int i = 0; i < GuessLimit.GUESSES; i++) {
      limit.ask("a", true, START);
    }
    assertEquals(Duration.ofSeconds(5), limit.ask("a", true, START.plusSeconds(15)));
    assertEquals(Duration.ZERO, limit.ask("a", true, START.plusSeconds(20)));
    assertEquals(GuessLimit.ONE_COMES_BACK, limit.ask("a", true, START.plusSeconds(20)));
    assertEquals(Duration.ZERO, limit.ask("a", true, START.plus(Duration.ofDays(1))));
  }

  @Test
  void askingWhileWaitingMakesItNoLonger() {
    for (int i = 0; i < 1000; i++) {
      limit.ask("a", true, START);
    }
    assertEquals(Duration.ZERO, limit.ask("a", true, START.plus(GuessLimit.ONE_COMES_BACK)));
  }

  @Test
  void aDayOfGuessingFromOneAddressIsAFewThousandGuesses() {
    assertTrue(guesses(1) <= 86_400 / 20 + GuessLimit.GUESSES);
  }

  @Test
  void aDayOfGuessingFromManyAddressesIsBoundedToo() {
    assertTrue(guesses(100_000) <= 86_400 / 2 + GuessLimit.GUESSES_OF_ALL);
    assertEquals(GuessLimit.ADDRESSES, limit.remembered());
  }

  private int guesses(int addresses) {
    int guesses = 0;
    for (int i = 0; i < 864_000; i++) {
      if (limit.ask("address " + i % addresses, true, START.plusMillis(100L * i)).isZero()) {
        guesses++;
      }
    }
    return guesses;
  }

  @Test
  void aKnownBrowserDoesNotWaitForStrangersAtItsOwnAddress() {
    for (int i = 0; i < 1000; i++) {
      limit.ask("address " + i % 200, true, START);
    }
    assertTrue(limit.ask("somebody new", true, START).isPositive());
    assertEquals(Duration.ZERO, limit.ask("browser x", false, START));
  }

  @Test
  void theRightPasswordGivesAllGuessesBack() {
    for (int i = 0; i < GuessLimit.GUESSES; i++) {
      limit.ask("a", true, START);
    }
    limit.succeeded("a");
    assertEquals(Duration.ZERO, limit.ask("a", true, START));
  }

  @Test
  void aNewPasswordForgetsAllGuesses() {
    for (int i = 0; i < 1000; i++) {
      limit.ask("address " + i % 200, true, START);
    }
    limit.forget();
    assertEquals(Duration.ZERO, limit.ask("address 1", true, START));
  }

  @Test
  void aClockThatJumpsBackLocksNobodyOut() {
    limit.ask("a", true, START);
    assertEquals(Duration.ZERO, limit.ask("a", true, START.minus(Duration.ofDays(400))));
    assertEquals(Duration.ZERO, limit.ask("a", true, START));
  }
}
