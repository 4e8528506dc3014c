package org.gatehouse.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SessionsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Sessions sessions = new Sessions(new SecureRandom());

  private boolean use(String token, Instant now) {
    return sessions.use(token, now, IDLE, LONGEST);
  }

  @Test
  void livesWhileItIsUsedAndEndsWhenIdle() {
    String token = sessions.begin(START);
    assertTrue(use(token, START.plus(IDLE)));
    assertTrue(use(token, START.plus(IDLE.multipliedBy(2))));
    assertFalse(use(token, START.plus(IDLE.multipliedBy(3)).plusMillis(1)));
    assertEquals(0, sessions.size());
  }

  @Test
  void endsAfterTheLongestTimeHoweverBusy() {
    String token = sessions.begin(START);
    Instant now = START;
    while (now.isBefore(START.plus(LONGEST))) {
      assertTrue(use(token, now));
      now = now.plus(Duration.ofMinutes(20));
    }
    assertFalse(use(token, START.plus(LONGEST).plusMillis(1)));
  }

  @Test
  void onlySoManyAtOnceAndTheQuietestGoesFirst() {
    String quiet = sessions.begin(START);
    String busy = sessions.begin(START);
    for (int i = 0; i < Sessions.MOST - 1; i++) {
      assertTrue(use(busy, START.plusSeconds(i + 1)));
      sessions.begin(START.plusSeconds(i + 1));
    }
    assertEquals(Sessions.MOST, sessions.size());
    assertFalse(use(quiet, START.plusSeconds(100)));
    assertTrue(use(busy, START.plusSeconds(100)));
  }

  @Test
  void tokensAreLongAndNeverTheSame() {
    String token = sessions.begin(START);
    assertTrue(token.matches("[A-Za-z0-9_-]{43}"));
    assertFalse(token.equals(sessions.begin(START)));
    assertFalse(use("A".repeat(43), START));
    assertFalse(use("", START));
    assertFalse(use(token + "A", START));
  }

  @Test
  void endsOneOrAll() {
    String first = sessions.begin(START);
    String second = sessions.begin(START);
    sessions.end(first);
    assertFalse(use(first, START));
    assertTrue(use(second, START));
    sessions.endAll();
    assertFalse(use(second, START));
  }
}
