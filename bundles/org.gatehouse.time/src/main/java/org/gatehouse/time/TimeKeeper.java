package org.gatehouse.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.gatehouse.linux.KernelClock;
import org.gatehouse.machine.Machine;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;

/**
 * Finds out how good the box's clock is, and what the server may say of it. The instants it is given
 * run evenly; the clock's own readings come as numbers, because somebody may set the clock.
 */
final class TimeKeeper implements Machine<TimeInput, TimeOutput> {

  private static final Duration KERNEL_EVERY = Duration.ofSeconds(16);

  /** A clock that is off by more is called wrong instead of inexact. */
  private static final long LARGEST_OFFSET = 1_000_000_000L;

  /** A jump of the clock by more than this is somebody's setting it, not a correction of its rate (STEPT of RFC 5905). */
  private static final long STEP = 128_000_000L;

  private static final long DISCIPLINED_PPB = 15_000;
  private static final long FREE_PPB = 100_000;
  private static final int THIS_HOST = 127 << 24 | 1;
  private static final int LOCL = 'L' << 24 | 'O' << 16 | 'C' << 8 | 'L';

  private final int standaloneStratum;
  private final int disciplinedStratum;
  private final List<Upstream> upstreams;
  private Set<Ip4Address> own = Set.of();
  private Optional<KernelClock.State> kernel = Optional.empty();
  private String kernelTrouble = "The kernel was not asked yet.";
  private Instant nextKernel;
  private long wallNanos;
  private Instant wallAt;
  private Optional<TimeState> published = Optional.empty();

  /**
   * Starts with nothing known.
   *
   * @param standaloneStratum what to state when nothing else is known; 0 for "not synchronised"
   * @param disciplinedStratum what to state when somebody else keeps the clock right and no server of the outside is
   * @param sources servers to compare the clock with
   * @param nonces random numbers, never 0
   */
  TimeKeeper(int standaloneStratum, int disciplinedStratum, List<TimeSource> sources, LongSupplier nonces, Instant now) {
    this.standaloneStratum = standaloneStratum;
    this.disciplinedStratum = disciplinedStratum;
    upstreams = sources.stream().map(source -> new Upstream(source, nonces, now)).toList();
    nextKernel = now;
    wallAt = now;
  }

  @Override
  public List<TimeOutput> handle(TimeInput input, Instant now) {
    List<TimeOutput> outputs = new ArrayList<>();
    switch (input) {
      case TimeInput.Tick tick -> { }
      case TimeInput.KernelRead read -> {
        clockRead(read.wallNanos(), now);
        kernel = Optional.of(read.state());
      }
      case TimeInput.KernelSilent silent -> {
        clockRead(silent.wallNanos(), now);
        kernel = Optional.empty();
        kernelTrouble = silent.why();
      }
      case TimeInput.Asked asked -> at(asked.to()).ifPresent(u -> u.asked(asked.nonce(), asked.wallNanos()));
      case TimeInput.Answered answer ->
          at(answer.from()).ifPresent(u -> u.answered(answer.answer(), answer.wallNanos(), now, own));
      case TimeInput.Resolved resolved ->
          upstreams.stream().filter(u -> u.source().equals(resolved.source())).findFirst()
              .ifPresent(u -> u.resolved(resolved.addresses(), now));
      case TimeInput.Own mine -> own = Set.copyOf(mine.addresses());
    }
    if (!now.isBefore(nextKernel)) {
      nextKernel = now.plus(KERNEL_EVERY);
      outputs.add(new TimeOutput.ReadKernel());
    }
    upstreams.forEach(upstream -> upstream.tick(now).ifPresent(outputs::add));
    publish(now).ifPresent(outputs::add);
    return outputs;
  }

  @Override
  public Optional<Instant> deadline() {
    return upstreams.stream().map(Upstream::deadline).min(Comparator.naturalOrder())
        .filter(ask -> ask.isBefore(nextKernel)).or(() -> Optional.of(nextKernel));
  }

  private Optional<Upstream> at(Endpoint endpoint) {
    return upstreams.stream().filter(u -> u.endpoint().equals(Optional.of(endpoint))).findFirst();
  }

  private void clockRead(long nanos, Instant now) {
    long expected = wallNanos + Duration.between(wallAt, now).toNanos();
    if (wallNanos != 0 && Math.abs(nanos - expected) > STEP) {
      upstreams.forEach(upstream -> upstream.clockWasSet(now));
    }
    wallNanos = nanos;
    wallAt = now;
  }

  private Optional<TimeOutput> publish(Instant now) {
    if (wallNanos == 0) {
      return Optional.empty();
    }
    Optional<Upstream> chosen = choose(now);
    TimeState state = new TimeState(
        chosen.map(u -> measured(u, now)).orElseGet(this::unmeasured),
        kernel,
        upstreams.stream().map(u -> u.status(chosen.equals(Optional.of(u)), now)).toList());
    if (published.equals(Optional.of(state))) {
      return Optional.empty();
    }
    published = Optional.of(state);
    return Optional.of(new TimeOutput.Publish(state));
  }

  /**
   * Chooses the server to rest upon: of the largest group whose time intervals share a moment, if that is more than
   * half of all (RFC 5905 §11.2.1), the one of the lowest stratum and then the least distance.
   */
  private Optional<Upstream> choose(Instant now) {
    List<Upstream> candidates = upstreams.stream().filter(u -> u.best(now).isPresent()).toList();
    List<Upstream> agreeing = List.of();
    for (Upstream one : candidates) {
      Upstream.Sample sample = one.best(now).orElseThrow();
      long edge = sample.offset() - sample.distance(now);
      List<Upstream> group = candidates.stream().filter(u -> holds(u.best(now).orElseThrow(), edge, now)).toList();
      if (group.size() > agreeing.size()) {
        agreeing = group;
      }
    }
    if (agreeing.size() * 2 <= candidates.size()) {
      return Optional.empty();
    }
    return agreeing.stream().min(
        Comparator.comparingInt((Upstream u) -> u.best(now).orElseThrow().answer().stratum())
            .thenComparingLong(u -> u.best(now).orElseThrow().distance(now)));
  }

  private static boolean holds(Upstream.Sample sample, long moment, Instant now) {
    return Math.abs(moment - sample.offset()) <= sample.distance(now);
  }

  private Statement measured(Upstream upstream, Instant now) {
    Upstream.Sample sample = upstream.best(now).orElseThrow();
    if (Math.abs(sample.offset()) > LARGEST_OFFSET || sample.answer().stratum() + 1 >= NtpPacket.MAX_STRATUM) {
      return Statement.unsynchronised(off(sample.offset()) + " " + upstream.source() + ".");
    }
    boolean disciplined = kernel.map(KernelClock.State::synchronised).orElse(false);
    long age = Duration.between(sample.at(), now).toNanos();
    long sampled = wallNanos - Duration.between(sample.at(), wallAt).toNanos();
    int leap = kernel.filter(KernelClock.State::synchronised).map(k -> leap(k.leap())).filter(l -> l != 0)
        .orElse(sample.answer().leap());
    long drift = disciplined ? DISCIPLINED_PPB : FREE_PPB;
    return new Statement(leap, sample.answer().stratum() + 1, upstream.referenceId(), NtpPacket.timestamp(sampled),
        sample.answer().rootDelay() + sample.delay(),
        sample.answer().rootDispersion() + sample.dispersion() + Math.abs(sample.offset()),
        sampled, drift, "The clock was compared with " + upstream.source() + " " + age / 1_000_000_000L + " s ago.");
  }

  private Statement unmeasured() {
    if (kernel.isPresent() && kernel.get().synchronised()) {
      KernelClock.State state = kernel.get();
      return new Statement(leap(state.leap()), disciplinedStratum, THIS_HOST, NtpPacket.timestamp(wallNanos), 0,
          state.maximumError().toNanos(), wallNanos, DISCIPLINED_PPB, "Another program of this machine keeps the clock right.");
    }
    if (standaloneStratum > 0) {
      return new Statement(0, standaloneStratum, LOCL, NtpPacket.timestamp(wallNanos), 0, 0, wallNanos, 0,
          "The office takes this clock as it is (standalone.stratum).");
    }
    return Statement.unsynchronised(kernel.isPresent()
        ? "Nobody keeps the clock right, and no time server of the outside agrees with it."
        : kernelTrouble);
  }

  private static int leap(KernelClock.Leap leap) {
    return switch (leap) {
      case NONE -> 0;
      case INSERT -> 1;
      case DELETE -> 2;
    };
  }

  private static String off(long offset) {
    String seconds = String.format(java.util.Locale.ROOT, "%.1f s", Math.abs(offset) / 1e9);
    return "The clock is " + seconds + (offset > 0 ? " behind" : " ahead of");
  }
}
