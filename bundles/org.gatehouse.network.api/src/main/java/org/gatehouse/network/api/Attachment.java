package org.gatehouse.network.api;

import java.util.Optional;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.Ip4Interface;
import org.gatehouse.values.Ip6Interface;

/**
 * How the box is attached to a network.
 *
 * @param device the network interface of the machine
 * @param ip4 the box's IPv4 address there; empty while it has none
 * @param ip6 the box's IPv6 address there; empty while it has none
 */
public record Attachment(InterfaceName device, Optional<Ip4Interface> ip4, Optional<Ip6Interface> ip6) {}
