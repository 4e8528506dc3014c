package org.gatehouse.linux;

import java.io.IOException;
import java.time.Duration;

/** The system's clock and what the kernel knows of its quality. */
public interface KernelClock {

  /** Returns the time of day: nanoseconds since 1970-01-01T00:00Z (CLOCK_REALTIME). */
  long nanos();

  /**
   * Asks the kernel how good the clock is (adjtimex(2), which changes nothing).
   *
   * @throws IOException if the kernel refuses, as in some sandboxes
   */
  State state() throws IOException;

  /**
   * How good the clock is; whoever disciplines it (chronyd, ntpd, systemd-timesyncd) told the kernel.
   *
   * @param synchronised whether somebody disciplines the clock (not STA_UNSYNC)
   * @param leap what happens at the end of the day (UTC)
   * @param offset what is still to be corrected
   * @param frequencyPpm the correction of the clock's rate, in millionths
   * @param estimatedError how far off the clock probably is
   * @param maximumError how far off it can be; grows while nobody disciplines it
   * @param taiOffsetSeconds TAI minus UTC; 0 where nobody said
   */
  record State(
      boolean synchronised,
      Leap leap,
      Duration offset,
      double frequencyPpm,
      Duration estimatedError,
      Duration maximumError,
      int taiOffsetSeconds) {}

  /** A leap second at the end of the day. */
  enum Leap {
    /** None. */
    NONE,
    /** A second is inserted (STA_INS). */
    INSERT,
    /** A second is left out (STA_DEL). */
    DELETE
  }
}
