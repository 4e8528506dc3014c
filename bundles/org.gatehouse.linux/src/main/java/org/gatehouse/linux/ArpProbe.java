package org.gatehouse.linux;

import java.time.Duration;
import java.util.function.Consumer;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.MacAddress;

/** Asks on one link whether any host has an address, without claiming it (RFC 5227 §2.1.1: the sender is 0.0.0.0). */
public interface ArpProbe extends AutoCloseable {

  /**
   * Asks for {@code target} and calls {@code answer} once, on a thread of the probe: at the first
   * sign of a host that has the address, or when {@code within} has passed. Many questions may be
   * under way; the same target asked twice is answered twice. The caller of this is never blocked,
   * and {@code answer} must not block either.
   */
  void ask(Ip4Address target, Duration within, Consumer<? super Outcome> answer);

  /** What came of a question. */
  sealed interface Outcome {

    /** Nobody answered in time. */
    record Silent() implements Outcome {}

    /**
     * A host has the address.
     *
     * @param by its hardware address
     */
    record Taken(MacAddress by) implements Outcome {}

    /**
     * The question could not be asked: the link is down or gone, too many are under way, or the probe was closed.
     *
     * @param why in a sentence
     */
    record NotAsked(String why) implements Outcome {}
  }

  /** Ends the questions under way with {@link Outcome.NotAsked}; nothing is called after this returns. */
  @Override
  void close();
}
