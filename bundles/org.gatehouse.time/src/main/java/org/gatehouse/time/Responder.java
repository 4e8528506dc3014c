package org.gatehouse.time;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.gatehouse.linux.KernelClock;
import org.gatehouse.transport.Datagram;
import org.gatehouse.transport.DatagramHandler;

/**
 * Answers the requests of one port (RFC 5905, server mode), without memory of its clients but for
 * their number of requests. A client (mode 3) gets mode 4; a symmetric active peer (mode 1), which is
 * how older Windows hosts ask, gets mode 2 and no association. A reply is never longer than its request.
 */
final class Responder implements DatagramHandler {

  /** About how exact the clock is read, as a power of two of seconds: a microsecond. */
  static final int PRECISION = -20;

  private static final int RATE = 'R' << 24 | 'A' << 16 | 'T' << 8 | 'E';
  private static final int PORT = 123;
  private static final int LONGEST_POLL = 17;

  private final KernelClock clock;
  private final Supplier<Statement> statement;
  private final RateLimit limit;

  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong kissed = new AtomicLong();
  private final AtomicLong limited = new AtomicLong();
  private final AtomicLong control = new AtomicLong();
  private final AtomicLong unusable = new AtomicLong();

  Responder(KernelClock clock, Supplier<Statement> statement, RateLimit limit) {
    this.clock = clock;
    this.statement = statement;
    this.limit = limit;
  }

  /**
   * What became of the requests.
   *
   * @param answered with the time
   * @param kissed told to ask less often
   * @param limited not answered, because their senders ask too often
   * @param control of modes 6 and 7, which servers of old answered to everybody's harm; never answered here
   * @param unusable too short, of an unknown version, or no requests
   */
  record Counts(long answered, long kissed, long limited, long control, long unusable) {

    Counts plus(Counts other) {
      return new Counts(answered + other.answered, kissed + other.kissed, limited + other.limited,
          control + other.control, unusable + other.unusable);
    }
  }

  Counts counts() {
    return new Counts(
        answered.getOpaque(), kissed.getOpaque(), limited.getOpaque(), control.getOpaque(), unusable.getOpaque());
  }

  @Override
  public int handle(Datagram request, byte[] reply) {
    byte[] packet = request.data();
    int mode = NtpPacket.mode(packet);
    if (request.length() > 0 && (mode == NtpPacket.CONTROL || mode == NtpPacket.PRIVATE)) {
      return count(control, 0);
    }
    int version = NtpPacket.version(packet);
    int answerMode = answerMode(mode, version, request.sourcePort());
    if (request.length() < NtpPacket.LENGTH || version < 1 || version > 4 || answerMode < 0) {
      return count(unusable, 0);
    }
    long arrival = request.arrivalNanos();
    long received = arrival == 0 ? clock.nanos() : arrival;
    long origin = NtpPacket.transmit(packet);
    return switch (limit.admit(request.isIp4(), request.addressHigh(), request.addressLow(), received)) {
      case ANSWER -> answer(packet, version, answerMode, origin, received, reply);
      case KISS -> kiss(packet, version, answerMode, origin, received, reply);
      case DROP -> count(limited, 0);
    };
  }

  /** In version 1 there were no modes yet; -1 for what is no request. */
  private static int answerMode(int mode, int version, int sourcePort) {
    return switch (mode) {
      case NtpPacket.CLIENT -> NtpPacket.SERVER;
      case NtpPacket.SYMMETRIC_ACTIVE -> NtpPacket.SYMMETRIC_PASSIVE;
      case 0 -> version == 1 && sourcePort != PORT ? NtpPacket.SERVER : -1;
      default -> -1;
    };
  }

  private int answer(byte[] packet, int version, int mode, long origin, long received, byte[] reply) {
    Statement now = statement.get();
    NtpPacket.putHead(reply, now.leap(), version, mode, now.stratum(), NtpPacket.poll(packet), PRECISION,
        now.rootDelay(), now.rootDispersionAt(received), now.referenceId());
    NtpPacket.putTimes(reply, now.reference(), origin, NtpPacket.timestamp(received), NtpPacket.timestamp(clock.nanos()));
    return count(answered, NtpPacket.LENGTH);
  }

  /** The kiss of death with the code RATE (RFC 5905 §7.4): the client shall double its interval. */
  private int kiss(byte[] packet, int version, int mode, long origin, long received, byte[] reply) {
    int poll = Math.clamp(NtpPacket.poll(packet) + 1, 4, LONGEST_POLL);
    NtpPacket.putHead(reply, NtpPacket.UNSYNCHRONISED, version, mode, 0, poll, PRECISION, 0, 0, RATE);
    long time = NtpPacket.timestamp(received);
    NtpPacket.putTimes(reply, 0, origin, time, time);
    return count(kissed, NtpPacket.LENGTH);
  }

  /** The port's thread is the only writer. */
  private static int count(AtomicLong counter, int length) {
    counter.setOpaque(counter.getPlain() + 1);
    return length;
  }
}
