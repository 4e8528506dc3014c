package org.gatehouse.network.api;

import java.util.List;
import java.util.Optional;
import org.gatehouse.values.DomainName;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;

/**
 * The networks of the office as they are now.
 *
 * @param mode the security mode in force
 * @param domain the office's domain
 * @param lan the private side
 * @param wan the side of the Internet; empty where there is none
 * @param wanDynamic whether the WAN address is leased and may change
 * @param gateway the one effective gateway of the box; empty while there is none
 * @param nameServers primary, then secondary DNS server; empty where none is set
 */
public record NetworkState(
    SecurityMode mode,
    DomainName domain,
    Attachment lan,
    Optional<Attachment> wan,
    boolean wanDynamic,
    Optional<Ip4Address> gateway,
    List<Endpoint> nameServers) {

  /** Keeps a copy of the list. */
  public NetworkState {
    nameServers = List.copyOf(nameServers);
  }
}
