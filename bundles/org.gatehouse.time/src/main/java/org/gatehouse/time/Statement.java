package org.gatehouse.time;

/**
 * What the server says of its clock.
 *
 * @param leap the leap indicator: 0 to 2, or 3 for not synchronised
 * @param stratum 1 to 16
 * @param referenceId an IPv4 address or four letters
 * @param reference the NTP timestamp of when the clock was last compared or corrected; 0 for never
 * @param rootDelay nanoseconds to the primary reference and back
 * @param rootDispersion nanoseconds that the clock may be off, as of {@code since}
 * @param since nanoseconds since 1970 from when on the dispersion grows
 * @param driftPpb how fast it grows, in billionths
 * @param why in words, for the operator
 */
record Statement(
    int leap,
    int stratum,
    int referenceId,
    long reference,
    long rootDelay,
    long rootDispersion,
    long since,
    long driftPpb,
    String why) {

  /** The clock may be anything. */
  static Statement unsynchronised(String why) {
    return new Statement(NtpPacket.UNSYNCHRONISED, NtpPacket.MAX_STRATUM, 0, 0, 0, 0, 0, 0, why);
  }

  boolean isSynchronised() {
    return leap != NtpPacket.UNSYNCHRONISED;
  }

  /** Returns the dispersion at a later moment; a clock that was set back makes it no smaller. */
  long rootDispersionAt(long nanos) {
    long past = nanos - since;
    return past <= 0 ? rootDispersion : rootDispersion + (past >>> 10) * driftPpb / 976_562;
  }
}
