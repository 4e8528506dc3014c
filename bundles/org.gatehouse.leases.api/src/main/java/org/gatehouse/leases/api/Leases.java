package org.gatehouse.leases.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatehouse.machine.Following;
import org.gatehouse.values.Ip4Address;

/** The leases of the LAN; they may be many, and may be kept elsewhere. */
public interface Leases {

  /**
   * Returns leases in the order of their addresses.
   *
   * @param after where to go on, the last address of the page before; empty for the first page
   * @param limit how many at most
   */
  List<Lease> page(Optional<Ip4Address> after, int limit);

  /** Returns the lease of an address, if somebody holds it. */
  Optional<Lease> of(Ip4Address address);

  /**
   * Ends a lease; its address may be given to another host at once.
   *
   * @return whether there was one
   */
  boolean revoke(Ip4Address address);

  /**
   * Hands {@code follower} every present lease as {@link LeaseEvent.Granted} before it returns, and
   * then each event in order. The follower returns soon and does not throw.
   */
  Following follow(Consumer<? super LeaseEvent> follower);
}
