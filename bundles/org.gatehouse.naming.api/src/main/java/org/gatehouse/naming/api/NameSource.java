package org.gatehouse.naming.api;

import java.util.function.Consumer;
import org.gatehouse.machine.Following;

/** One who knows names of hosts, registered as a service; the name server collects them. */
public interface NameSource {

  /** Returns whose names win where two sources know the same one. */
  Precedence precedence();

  /**
   * Hands {@code follower} every present name as {@link NameChange.Added} before it returns, and
   * then each change in order. The follower returns soon and does not throw.
   */
  Following follow(Consumer<? super NameChange> follower);
}
