package org.gatehouse.linux;

import java.util.List;
import java.util.Optional;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.Ip4Interface;
import org.gatehouse.values.Ip6Interface;
import org.gatehouse.values.MacAddress;

/**
 * A network interface of the machine, as it was at one moment.
 *
 * @param index the kernel's number for it
 * @param name as in eth0
 * @param mac its hardware address; empty where it has none, as the loopback
 * @param up whether somebody switched it on
 * @param running whether it can carry packets: switched on and its cable plugged in
 * @param ip4 its IPv4 addresses, in the kernel's order
 * @param ip6 its IPv6 addresses, in the kernel's order, those of the link included
 */
public record Link(
    int index,
    InterfaceName name,
    Optional<MacAddress> mac,
    boolean up,
    boolean running,
    List<Ip4Interface> ip4,
    List<Ip6Interface> ip6) {

  /** Keeps copies of the lists. */
  public Link {
    ip4 = List.copyOf(ip4);
    ip6 = List.copyOf(ip6);
  }
}
