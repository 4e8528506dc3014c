package org.gatehouse.time;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.linux.KernelClock;

/**
 * What is known of the clock.
 *
 * @param statement what the server says of it
 * @param kernel what the kernel said last; empty if it does not say
 * @param sources what is known of each time server of the outside
 */
record TimeState(Statement statement, Optional<KernelClock.State> kernel, List<Source> sources) {

  TimeState {
    sources = List.copyOf(sources);
  }

  /**
   * A time server of the outside.
   *
   * @param name as the operator wrote it
   * @param chosen whether the server's own statement rests on this one
   * @param reach how many of the last eight requests were answered
   * @param offset how far the box's clock is behind it; empty before the first good answer
   * @param delay there and back
   * @param stratum what it says of itself; 16 before the first good answer
   * @param trouble what is wrong with it, in a sentence; empty if nothing is
   */
  record Source(
      String name, boolean chosen, int reach, Optional<Duration> offset, Duration delay, int stratum, String trouble) {}
}
