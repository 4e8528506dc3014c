package org.gatehouse.machine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A protocol that keeps state, without socket, thread, clock, random source or logger inside.
 * One thread at a time calls it.
 *
 * @param <I> what can arrive, a sealed interface of records, a tick among them
 * @param <O> what is to be done, a sealed interface of records
 */
public interface Machine<I, O> {

  /** Takes one input that arrived at {@code now} and returns everything to do about it, in order. */
  List<O> handle(I input, Instant now);

  /** Returns when to call {@link #handle} with a tick if nothing else happens first. */
  Optional<Instant> deadline();
}
