package org.gatehouse.time;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Ip6Address;
import org.gatehouse.values.IpAddress;

/** The association with one time server of the outside (RFC 5905 §8 to §10), a part of the {@link TimeKeeper}. */
final class Upstream {

  private static final int SHORTEST_POLL = 6;
  private static final int LONGEST_POLL = 10;
  private static final int BURST = 4;
  private static final Duration BURST_GAP = Duration.ofSeconds(2);
  private static final int SAMPLES = 8;
  private static final int STEADY = 8;
  private static final int REACHES = 0xff;

  /** How far a server may be from the truth to be believed (MAXDIST). */
  private static final long FARTHEST = 1_000_000_000L;

  /** The rate at which an undisturbed clock may drift, in billionths (PHI). */
  private static final long DRIFT_PPB = 15_000;

  private final TimeSource source;
  private final LongSupplier nonces;
  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private Optional<Endpoint> endpoint;
  private boolean resolving;
  private Instant nextAsk;
  private int shortestPoll = SHORTEST_POLL;
  private int poll = SHORTEST_POLL;
  private int burstLeft = BURST;
  private int steady;
  private int reach;
  private int asks;
  private long nonce;
  private long askedNanos;
  private boolean refused;
  private String trouble = "It was not asked yet.";

  Upstream(TimeSource source, LongSupplier nonces, Instant now) {
    this.source = source;
    this.nonces = nonces;
    endpoint = source.address().map(address -> new Endpoint(address, source.port()));
    nextAsk = now;
  }

  /**
   * What one exchange showed; nanoseconds.
   *
   * @param offset how far our clock is behind
   * @param delay there and back
   * @param dispersion how far the measurement may be off besides the delay
   * @param at when it was made
   * @param answer what the server said of itself
   */
  record Sample(long offset, long delay, long dispersion, Instant at, NtpAnswer answer) {

    /** Returns how far from the primary reference's time the server's time as seen from here may be. */
    long distance(Instant now) {
      return answer.rootDelay() / 2 + answer.rootDispersion() + delay / 2 + dispersionAt(now);
    }

    long dispersionAt(Instant now) {
      return dispersion + Duration.between(at, now).toNanos() / 1_000_000 * DRIFT_PPB / 1000;
    }
  }

  TimeSource source() {
    return source;
  }

  Optional<Endpoint> endpoint() {
    return endpoint;
  }

  Instant deadline() {
    return refused ? Instant.MAX : nextAsk;
  }

  /** Asks if it is time to. */
  Optional<TimeOutput> tick(Instant now) {
    if (refused || now.isBefore(nextAsk)) {
      return Optional.empty();
    }
    if (endpoint.isEmpty() || source.name().isPresent() && reach == 0 && asks >= SAMPLES && !resolving) {
      nextAsk = now.plusSeconds(1L << SHORTEST_POLL);
      asks = 0;
      boolean already = resolving;
      resolving = true;
      return already ? Optional.empty() : Optional.of(new TimeOutput.Resolve(source));
    }
    missedAny();
    asks++;
    reach = reach << 1 & REACHES;
    nonce = nonces.getAsLong();
    askedNanos = 0;
    burstLeft = Math.max(0, burstLeft - 1);
    nextAsk = now.plus(burstLeft > 0 ? BURST_GAP : Duration.ofSeconds(1L << poll));
    return Optional.of(new TimeOutput.Ask(endpoint.get(), nonce));
  }

  private void missedAny() {
    if (nonce != 0) {
      steady = 0;
      if (reach == 0 || (reach & 3) == 0) {
        poll = shortestPoll;
      }
      if (reach == 0) {
        trouble = "It does not answer.";
        samples.clear();
      }
    }
  }

  void asked(long askedNonce, long wallNanos) {
    if (askedNonce == nonce) {
      askedNanos = wallNanos;
    }
  }

  void resolved(List<IpAddress> addresses, Instant now) {
    resolving = false;
    if (addresses.isEmpty()) {
      trouble = "Its name cannot be looked up.";
      return;
    }
    Endpoint next = new Endpoint(addresses.getFirst(), source.port());
    if (!endpoint.equals(Optional.of(next))) {
      endpoint = Optional.of(next);
      samples.clear();
      reach = 0;
    }
    nextAsk = now;
  }

  /** Forgets what was measured by a clock that was set meanwhile, and measures anew. */
  void clockWasSet(Instant now) {
    samples.clear();
    nonce = 0;
    burstLeft = BURST;
    nextAsk = refused ? nextAsk : now;
  }

  /** Takes an answer, or whatever claims to be one. */
  void answered(NtpAnswer answer, long arrivalNanos, Instant now, Set<Ip4Address> own) {
    if (nonce == 0 || askedNanos == 0 || answer.origin() != nonce || answer.mode() != NtpPacket.SERVER
        || answer.version() < 3 || answer.version() > 4) {
      return;
    }
    nonce = 0;
    if (answer.stratum() == 0) {
      kissed(answer.referenceId());
      return;
    }
    trouble = why(answer, own);
    if (!trouble.isEmpty()) {
      return;
    }
    Sample sample = sample(answer, arrivalNanos, now);
    if (sample.delay() > FARTHEST) {
      trouble = "Its answers take " + sample.delay() / 1_000_000 + " ms.";
      return;
    }
    reach |= 1;
    if (samples.size() == SAMPLES) {
      samples.removeFirst();
    }
    samples.addLast(sample);
    steady++;
    if (steady >= STEADY && poll < LONGEST_POLL) {
      poll++;
      steady = 0;
    }
  }

  private void kissed(int code) {
    String letters = "" + (char) (code >>> 24) + (char) (code >>> 16 & 0xff) + (char) (code >>> 8 & 0xff) + (char) (code & 0xff);
    switch (letters) {
      case "RATE" -> {
        shortestPoll = Math.min(LONGEST_POLL, poll + 1);
        poll = shortestPoll;
        burstLeft = 0;
        trouble = "It wants to be asked less often, and is.";
      }
      case "DENY", "RSTR" -> {
        refused = true;
        samples.clear();
        trouble = "It refuses to serve this box. Name another server.";
      }
      default -> trouble = "It does not know the time itself.";
    }
  }

  /** The tests of RFC 5905 §8 that need no measurement; "" if they are passed. */
  private static String why(NtpAnswer answer, Set<Ip4Address> own) {
    if (answer.leap() == NtpPacket.UNSYNCHRONISED || answer.stratum() >= NtpPacket.MAX_STRATUM
        || answer.transmit() == 0 || answer.receive() == 0) {
      return "It does not know the time itself.";
    }
    if (answer.rootDelay() / 2 + answer.rootDispersion() >= FARTHEST) {
      return "It may be a second off, by its own account.";
    }
    if (answer.transmit() - answer.reference() < 0) {
      return "Its clock was last corrected in the future, by its own account.";
    }
    if (answer.stratum() > 1 && own.contains(new Ip4Address(answer.referenceId()))) {
      return "It takes its time from this box, which would follow itself.";
    }
    return "";
  }

  private Sample sample(NtpAnswer answer, long arrivalNanos, Instant now) {
    long there = NtpPacket.nanos(answer.receive(), arrivalNanos);
    long back = NtpPacket.nanos(answer.transmit(), arrivalNanos);
    long offset = (there - askedNanos) / 2 + (back - arrivalNanos) / 2;
    long precision = 1_000_000_000L >> Math.clamp(-answer.precision(), 0, 30);
    long own = 1_000_000_000L >> -Responder.PRECISION;
    long passed = Math.max(0, arrivalNanos - askedNanos);
    long delay = Math.max(own, passed - (back - there));
    return new Sample(offset, delay, precision + own + passed / 1_000_000 * DRIFT_PPB / 1000, now, answer);
  }

  /** Returns the sample that is nearest to the truth by now; empty while there is none or the server is not reached. */
  Optional<Sample> best(Instant now) {
    return reach == 0
        ? Optional.empty()
        : samples.stream().min(Comparator.comparingLong(s -> s.distance(now))).filter(s -> s.distance(now) < FARTHEST);
  }

  /** Returns what to state as the reference: the address, or the start of a digest of an IPv6 address (RFC 5905 §7.3). */
  int referenceId() {
    return switch (endpoint.orElseThrow().address()) {
      case Ip4Address ip4 -> ip4.bits();
      case Ip6Address ip6 -> digest(ip6);
    };
  }

  private static int digest(Ip6Address address) {
    try {
      return Ip4Address.of(MessageDigest.getInstance("MD5").digest(address.toBytes()), 0).bits();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has MD5", e);
    }
  }

  TimeState.Source status(boolean chosen, Instant now) {
    Optional<Sample> best = best(now);
    return new TimeState.Source(
        source.toString(),
        chosen,
        Integer.bitCount(reach),
        best.map(s -> Duration.ofNanos(s.offset())),
        best.map(s -> Duration.ofNanos(s.delay())).orElse(Duration.ZERO),
        best.map(s -> s.answer().stratum()).orElse(NtpPacket.MAX_STRATUM),
        trouble);
  }
}
