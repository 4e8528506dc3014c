package org.gatehouse.time;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The header of an NTP packet (RFC 5905 §7.3), read and written in place. Extension fields and
 * authenticators behind it are not looked at. Times are the 64 bits of the NTP timestamp format.
 */
final class NtpPacket {

  static final int LENGTH = 48;

  static final int SYMMETRIC_ACTIVE = 1;
  static final int SYMMETRIC_PASSIVE = 2;
  static final int CLIENT = 3;
  static final int SERVER = 4;
  static final int CONTROL = 6;
  static final int PRIVATE = 7;

  /** Leap indicator: the clock is not synchronised. */
  static final int UNSYNCHRONISED = 3;

  /** Stratum of a clock that is not synchronised. */
  static final int MAX_STRATUM = 16;

  private static final int STRATUM = 1;
  private static final int POLL = 2;
  private static final int PRECISION = 3;
  private static final int ROOT_DELAY = 4;
  private static final int ROOT_DISPERSION = 8;
  private static final int REFERENCE_ID = 12;
  private static final int REFERENCE = 16;
  private static final int ORIGIN = 24;
  private static final int RECEIVE = 32;
  private static final int TRANSMIT = 40;

  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long NANOS = 1_000_000_000L;

  /** A moment after which a timestamp of the next era is meant: half an era before and after the epoch of 2036. */
  private static final long ERA = 1L << 32;

  private NtpPacket() {}

  static int leap(byte[] packet) {
    return packet[0] >>> 6 & 3;
  }

  static int version(byte[] packet) {
    return packet[0] >>> 3 & 7;
  }

  static int mode(byte[] packet) {
    return packet[0] & 7;
  }

  static int stratum(byte[] packet) {
    return packet[STRATUM] & 0xff;
  }

  static byte poll(byte[] packet) {
    return packet[POLL];
  }

  static int precision(byte[] packet) {
    return packet[PRECISION];
  }

  /** Returns nanoseconds. */
  static long rootDelay(byte[] packet) {
    return nanosOfShort((int) INT.get(packet, ROOT_DELAY));
  }

  /** Returns nanoseconds. */
  static long rootDispersion(byte[] packet) {
    return nanosOfShort((int) INT.get(packet, ROOT_DISPERSION));
  }

  static int referenceId(byte[] packet) {
    return (int) INT.get(packet, REFERENCE_ID);
  }

  static long reference(byte[] packet) {
    return (long) LONG.get(packet, REFERENCE);
  }

  static long origin(byte[] packet) {
    return (long) LONG.get(packet, ORIGIN);
  }

  static long receive(byte[] packet) {
    return (long) LONG.get(packet, RECEIVE);
  }

  static long transmit(byte[] packet) {
    return (long) LONG.get(packet, TRANSMIT);
  }

  /** Writes who speaks and how good the clock is; root delay and dispersion in nanoseconds. */
  static void putHead(
      byte[] packet, int leap, int version, int mode, int stratum, int poll, int precision,
      long rootDelay, long rootDispersion, int referenceId) {
    packet[0] = (byte) (leap << 6 | version << 3 | mode);
    packet[STRATUM] = (byte) stratum;
    packet[POLL] = (byte) poll;
    packet[PRECISION] = (byte) precision;
    INT.set(packet, ROOT_DELAY, shortOfNanos(rootDelay));
    INT.set(packet, ROOT_DISPERSION, shortOfNanos(rootDispersion));
    INT.set(packet, REFERENCE_ID, referenceId);
  }

  static void putTimes(byte[] packet, long reference, long origin, long receive, long transmit) {
    LONG.set(packet, REFERENCE, reference);
    LONG.set(packet, ORIGIN, origin);
    LONG.set(packet, RECEIVE, receive);
    LONG.set(packet, TRANSMIT, transmit);
  }

  /** Returns the NTP timestamp of nanoseconds since 1970. */
  static long timestamp(long nanosSince1970) {
    long seconds = Math.floorDiv(nanosSince1970, NANOS);
    long fraction = ((nanosSince1970 - seconds * NANOS) << 32) / NANOS;
    return (seconds + SECONDS_1900_TO_1970) << 32 | fraction;
  }

  /**
   * Returns nanoseconds since 1970 of an NTP timestamp, which names a moment in each era of 136
   * years: the one nearest to {@code near} is meant.
   */
  static long nanos(long timestamp, long near) {
    long seconds = (timestamp >>> 32) - SECONDS_1900_TO_1970;
    long nearSeconds = Math.floorDiv(near, NANOS);
    seconds += Math.floorDiv(nearSeconds - seconds + ERA / 2, ERA) * ERA;
    return seconds * NANOS + ((timestamp & 0xffff_ffffL) * NANOS + ERA / 2 >>> 32);
  }

  /** Returns the 32 bits of the NTP short format, rounded up; 65,536 s and more are its longest. */
  static int shortOfNanos(long nanos) {
    if (nanos <= 0) {
      return 0;
    }
    long seconds = nanos / NANOS;
    if (seconds > 0xffff) {
      return -1;
    }
    long fraction = ((nanos - seconds * NANOS << 16) + NANOS - 1) / NANOS;
    return (int) Math.min((seconds << 16) + fraction, 0xffff_ffffL);
  }

  private static long nanosOfShort(int bits) {
    return (bits & 0xffff_ffffL) * NANOS >>> 16;
  }
}
