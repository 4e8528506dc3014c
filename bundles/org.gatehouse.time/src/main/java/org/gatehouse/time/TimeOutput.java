package org.gatehouse.time;

import org.gatehouse.values.Endpoint;

/** What the {@link TimeKeeper} wants done. */
sealed interface TimeOutput {

  /** Ask the kernel for the state of the clock; answered by {@link TimeInput.KernelRead} or {@link TimeInput.KernelSilent}. */
  record ReadKernel() implements TimeOutput {}

  /**
   * Send a request; answered by {@link TimeInput.Asked}.
   *
   * @param to where to
   * @param nonce the random number that it carries
   */
  record Ask(Endpoint to, long nonce) implements TimeOutput {}

  /**
   * Look up a name; answered by {@link TimeInput.Resolved}.
   *
   * @param source whose
   */
  record Resolve(TimeSource source) implements TimeOutput {}

  /**
   * Say this from now on.
   *
   * @param state what is known
   */
  record Publish(TimeState state) implements TimeOutput {}
}
