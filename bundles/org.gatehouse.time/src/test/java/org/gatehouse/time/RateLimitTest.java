package org.gatehouse.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class RateLimitTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void theBurstIsAnsweredAndOneMoreIsNot() {
    RateLimit limit = new RateLimit(2, 16, 5);
    for (int i = 0; i < 16; i++) {
      assertEquals(RateLimit.Verdict.ANSWER, limit.admit(true, 0, 1, 100 * SECOND));
    }
    assertEquals(RateLimit.Verdict.KISS, limit.admit(true, 0, 1, 100 * SECOND));
    assertNotEquals(RateLimit.Verdict.KISS, limit.admit(true, 0, 1, 100 * SECOND));
    assertEquals(RateLimit.Verdict.ANSWER, limit.admit(true, 0, 2, 100 * SECOND), "another client is another client");
    assertEquals(RateLimit.Verdict.ANSWER, limit.admit(true, 0, 1, 101 * SECOND), "credit comes back");
  }

  @Test
  void ordinaryClientsAreNeverLimited() {
    RateLimit limit = new RateLimit(2, 16, 5);
    for (int second = 0; second < 10_000; second += 2) {
      assertEquals(RateLimit.Verdict.ANSWER, limit.admit(true, 0, 1, second * SECOND));
    }
  }

  @Test
  void zeroMeansNoLimit() {
    RateLimit limit = new RateLimit(0, 1, 5);
    for (int i = 0; i < 1000; i++) {
      assertEquals(RateLimit.Verdict.ANSWER, limit.admit(true, 0, 1, SECOND));
    }
  }

  @Test
  void anIp6NetworkIsOneClient() {
    RateLimit limit = new RateLimit(1, 2, 5);
    assertEquals(RateLimit.Verdict.ANSWER, limit.admit(false, 7, 1, SECOND));
    assertEquals(RateLimit.Verdict.ANSWER, limit.admit(false, 7, 2, SECOND));
    assertEquals(RateLimit.Verdict.KISS, limit.admit(false, 7, 3, SECOND));
    assertEquals(RateLimit.Verdict.ANSWER, limit.admit(false, 8, 3, SECOND));
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    RateLimit limit = new RateLimit(1, 2, 5);
    for (int i = 0; i < 3; i++) {
      limit.admit(true, 0, 1, 1_000_000 * SECOND);
    }
    limit.admit(true, 0, 1, 10 * SECOND);
    assertEquals(RateLimit.Verdict.ANSWER, limit.admit(true, 0, 1, 12 * SECOND));
  }

  @Test
  void aMillionForgedClientsAreForgottenAgain() {
    RateLimit limit = new RateLimit(1, 4, 5);
    int answered = 0;
    for (int i = 0; i < 1_000_000; i++) {
      if (limit.admit(true, 0, i, SECOND + i) == RateLimit.Verdict.ANSWER) {
        answered++;
      }
    }
    assertTrue(answered == 1_000_000, "each asked once: " + answered);
  }
}
