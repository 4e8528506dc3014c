package org.gatehouse.network.api;

import java.util.function.Consumer;
import org.gatehouse.machine.Following;

/** The networks of the office. */
public interface Network {

  /** Returns the networks as they are now. */
  NetworkState state();

  /** Hands {@code follower} the present state at once and each later one; it must return soon. */
  Following follow(Consumer<? super NetworkState> follower);
}
