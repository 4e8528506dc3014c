package org.gatehouse.time;

/**
 * How often each client may ask: a bucket of tokens for each address, in a table of fixed size. An
 * IPv6 client is its /64, because a host can take any address of it. When the table is full, the
 * client that asked least lately is forgotten, which only means a full bucket for it.
 *
 * <p>For one thread. A clock that is set back leaves the buckets as they are.
 */
final class RateLimit {

  /** What becomes of a request. */
  enum Verdict {
    /** Answer it. */
    ANSWER,
    /** Tell the client to ask less often. */
    KISS,
    /** Say nothing. */
    DROP
  }

  private static final int WAYS = 4;
  private static final int SETS = 4096;
  private static final int ENTRIES = WAYS * SETS;
  private static final long KISS_PAUSE = 1_000_000_000L;

  private final long[] clients = new long[ENTRIES];
  private final long[] asked = new long[ENTRIES];
  private final long[] kissed = new long[ENTRIES];
  /** Credit in nanoseconds of waiting; one request costs {@link #cost}. */
  private final long[] credit = new long[ENTRIES];
  private final long seed;
  private final long cost;
  private final long full;

  /**
   * Sets the limit.
   *
   * @param perSecond how many requests a second in the long run; 0 for no limit
   * @param burst how many at once
   * @param seed keeps strangers from choosing addresses that meet in one place of the table
   */
  RateLimit(int perSecond, int burst, long seed) {
    this.seed = seed;
    cost = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
    full = cost * burst;
  }

  /**
   * Counts one request. Beyond the limit about one of four is answered nevertheless, so that a forger
   * cannot silence the clock for his victim.
   *
   * @param nanos when it arrived
   */
  Verdict admit(boolean ip4, long addressHigh, long addressLow, long nanos) {
    if (cost == 0) {
      return Verdict.ANSWER;
    }
    long client = ip4 ? addressLow | 1L << 32 : addressHigh ^ Long.MIN_VALUE;
    int entry = entry(client, nanos);
    long passed = Math.max(0, nanos - asked[entry]);
    asked[entry] = nanos;
    credit[entry] = Math.min(full, credit[entry] + passed);
    if (credit[entry] >= cost) {
      credit[entry] -= cost;
      return Verdict.ANSWER;
    }
    if (nanos - kissed[entry] >= KISS_PAUSE || nanos < kissed[entry]) {
      kissed[entry] = nanos;
      return Verdict.KISS;
    }
    return (nanos ^ seed) * 0x9e37_79b9_7f4a_7c15L >>> 62 == 0 ? Verdict.ANSWER : Verdict.DROP;
  }

  private int entry(long client, long nanos) {
    long hash = (client ^ seed) * 0x9e37_79b9_7f4a_7c15L;
    hash = (hash ^ hash >>> 32) * 0xd6e8_feb8_6659_fd93L;
    int first = (int) (hash >>> 52) * WAYS;
    int oldest = first;
    for (int i = first; i < first + WAYS; i++) {
      if (clients[i] == client) {
        return i;
      }
      if (asked[i] < asked[oldest]) {
        oldest = i;
      }
    }
    clients[oldest] = client;
    asked[oldest] = nanos;
    kissed[oldest] = nanos - KISS_PAUSE;
    credit[oldest] = full;
    return oldest;
  }
}
