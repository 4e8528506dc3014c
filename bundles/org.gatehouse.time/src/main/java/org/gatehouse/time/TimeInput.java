package org.gatehouse.time;

import java.util.List;
import java.util.Set;
import org.gatehouse.linux.KernelClock;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.IpAddress;

/** What can happen to the {@link TimeKeeper}. */
sealed interface TimeInput {

  /** Time passed. */
  record Tick() implements TimeInput {}

  /**
   * The kernel told the state of the clock.
   *
   * @param state what it told
   * @param wallNanos what the clock showed: nanoseconds since 1970
   */
  record KernelRead(KernelClock.State state, long wallNanos) implements TimeInput {}

  /**
   * The kernel did not tell the state of the clock.
   *
   * @param why in a sentence
   * @param wallNanos what the clock showed: nanoseconds since 1970
   */
  record KernelSilent(String why, long wallNanos) implements TimeInput {}

  /**
   * A request left.
   *
   * @param to where to
   * @param nonce its random number
   * @param wallNanos when, by the clock
   */
  record Asked(Endpoint to, long nonce, long wallNanos) implements TimeInput {}

  /**
   * Something arrived from a time server.
   *
   * @param from who sent it
   * @param answer what it says
   * @param wallNanos when it arrived, by the clock
   */
  record Answered(Endpoint from, NtpAnswer answer, long wallNanos) implements TimeInput {}

  /**
   * A name was looked up.
   *
   * @param source whose
   * @param addresses none if it could not be found
   */
  record Resolved(TimeSource source, List<IpAddress> addresses) implements TimeInput {}

  /**
   * The box's own addresses are these.
   *
   * @param addresses all of them
   */
  record Own(Set<Ip4Address> addresses) implements TimeInput {}
}
