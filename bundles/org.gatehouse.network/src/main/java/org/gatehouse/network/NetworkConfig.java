package org.gatehouse.network;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Network settings: what an installer gets from the Internet provider, and what the office calls itself. */
@ObjectClassDefinition(
    name = "Network settings",
    description = "The addresses of the box on both sides, the office's domain, and the servers of the Internet provider.")
@interface NetworkConfig {

  @AttributeDefinition(
      name = "Security mode",
      description = "LAN only: a host on somebody else's network. Router: passes everything on. Firewall: hides the office "
          + "behind one address. DMZ: as the firewall, and not even visible from outside but for chosen doors.",
      options = {
        @Option(label = "LAN only", value = "lan-only"),
        @Option(label = "Router", value = "router"),
        @Option(label = "Firewall/NAT", value = "firewall"),
        @Option(label = "Firewall/NAT with stealth DMZ", value = "dmz")
      })
  String mode() default "lan-only";

  @AttributeDefinition(
      name = "Domain",
      description = "The office's domain; every host of the office has a name below it.")
  String domain() default "office.lan";

  @AttributeDefinition(name = "LAN interface", description = "The network interface that the office's hosts are connected to.")
  String lan_device() default "eth0";

  @AttributeDefinition(name = "LAN address", description = "The box's own address in the office.")
  String lan_address() default "192.168.1.1";

  @AttributeDefinition(
      name = "LAN netmask",
      description = "How many addresses the office has: 255.255.255.0 gives 254 hosts an address. A length such as 24 is taken too.")
  String lan_netmask() default "255.255.255.0";

  @AttributeDefinition(
      name = "LAN IPv6 address",
      description = "The box's own IPv6 address in the office with its prefix length, as in 2001:db8:1::1/64; blank for none.")
  String lan_ip6() default "";

  @AttributeDefinition(
      name = "WAN interface",
      description = "The network interface that leads to the Internet provider's modem or router; blank for none.")
  String wan_device() default "";

  @AttributeDefinition(
      name = "WAN addressing",
      description = "Static: the address below, as the provider gave it. Dynamic: leased from the provider's DHCP server.",
      options = {@Option(label = "Static", value = "static"), @Option(label = "Dynamic", value = "dynamic")})
  String wan_addressing() default "static";

  @AttributeDefinition(name = "WAN address", description = "The static address that the provider gave; blank for none.")
  String wan_address() default "";

  @AttributeDefinition(name = "WAN netmask", description = "The netmask that belongs to the static WAN address.")
  String wan_netmask() default "255.255.255.0";

  @AttributeDefinition(
      name = "WAN IPv6 address",
      description = "The static IPv6 address with its prefix length; blank for none.")
  String wan_ip6() default "";

  @AttributeDefinition(
      name = "Gateway",
      description = "The next router on the way to the Internet: the provider's, or in LAN-only mode the one of the network "
          + "the box is a guest of. Blank for none.")
  String gateway() default "";

  @AttributeDefinition(
      name = "Primary DNS server",
      description = "The server that the box asks for names of the Internet: the provider's, or any you trust. It should always "
          + "be set; mail to other offices depends on it. A port may follow, as in 192.0.2.53:53.")
  String dns_primary() default "";

  @AttributeDefinition(
      name = "Secondary DNS server",
      description = "Asked when the primary is down or overloaded. Leave it blank if there is none.")
  String dns_secondary() default "";
}
