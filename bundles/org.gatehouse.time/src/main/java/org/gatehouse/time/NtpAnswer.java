package org.gatehouse.time;

import java.util.Optional;

/**
 * An answer of a time server, decoded. Times are NTP timestamps, root delay and dispersion nanoseconds.
 *
 * @param leap 0 to 3
 * @param version 0 to 7
 * @param mode 0 to 7
 * @param stratum 0 to 255
 * @param precision a power of two of seconds
 * @param rootDelay to the primary reference and back
 * @param rootDispersion how far off the server may be
 * @param referenceId whom the server follows, or a kiss code
 * @param reference when its clock was last corrected
 * @param origin our number, sent back
 * @param receive when our request arrived there
 * @param transmit when the answer left there
 */
record NtpAnswer(
    int leap,
    int version,
    int mode,
    int stratum,
    int precision,
    long rootDelay,
    long rootDispersion,
    int referenceId,
    long reference,
    long origin,
    long receive,
    long transmit) {

  /** Decodes; empty for anything shorter than a header. */
  static Optional<NtpAnswer> read(byte[] packet, int length) {
    if (length < NtpPacket.LENGTH) {
      return Optional.empty();
    }
    return Optional.of(new NtpAnswer(
        NtpPacket.leap(packet),
        NtpPacket.version(packet),
        NtpPacket.mode(packet),
        NtpPacket.stratum(packet),
        NtpPacket.precision(packet),
        NtpPacket.rootDelay(packet),
        NtpPacket.rootDispersion(packet),
        NtpPacket.referenceId(packet),
        NtpPacket.reference(packet),
        NtpPacket.origin(packet),
        NtpPacket.receive(packet),
        NtpPacket.transmit(packet)));
  }

  /** Encodes, as a server of a test does. */
  byte[] toBytes() {
    byte[] packet = new byte[NtpPacket.LENGTH];
    NtpPacket.putHead(packet, leap, version, mode, stratum, 0, precision, rootDelay, rootDispersion, referenceId);
    NtpPacket.putTimes(packet, reference, origin, receive, transmit);
    return packet;
  }

  /** Returns a request whose only content is a random number, by which its answer is known; it tells nobody our time. */
  static byte[] request(long nonce) {
    byte[] packet = new byte[NtpPacket.LENGTH];
    NtpPacket.putHead(packet, 0, 4, NtpPacket.CLIENT, 0, 0, 0, 0, 0, 0);
    NtpPacket.putTimes(packet, 0, 0, 0, nonce);
    return packet;
  }
}
