package org.gatehouse.linux.simulated;

import java.time.Duration;
import java.time.Instant;
import org.gatehouse.linux.KernelClock;

/** A clock that stands still until it is told. */
public final class SimulatedClock implements KernelClock {

  /** Disciplined a moment ago, a millisecond off at most. */
  public static final State GOOD =
      new State(true, Leap.NONE, Duration.ZERO, 0, Duration.ofNanos(100_000), Duration.ofMillis(1), 37);

  /** Never disciplined; what a kernel says after its start. */
  public static final State UNSYNCHRONISED =
      new State(false, Leap.NONE, Duration.ZERO, 0, Duration.ofSeconds(16), Duration.ofSeconds(16), 0);

  private volatile long nanos;
  private volatile State state = GOOD;

  /** Starts at a moment. */
  public SimulatedClock(Instant start) {
    nanos = Math.addExact(Math.multiplyExact(start.getEpochSecond(), 1_000_000_000L), start.getNano());
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public State state() {
    return state;
  }

  /** Sets what is known of the clock. */
  public void set(State next) {
    state = next;
  }

  /** Lets time pass; a negative duration sets the clock back. */
  public synchronized void advance(Duration by) {
    nanos = Math.addExact(nanos, by.toNanos());
  }
}
