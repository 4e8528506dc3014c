package org.gatehouse.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.network.api.Attachment;
import org.gatehouse.network.api.NetworkState;
import org.gatehouse.network.api.SecurityMode;
import org.gatehouse.values.Checked;
import org.gatehouse.values.DomainName;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Ip4Interface;
import org.gatehouse.values.Ip4Network;
import org.gatehouse.values.Ip6Interface;
import org.gatehouse.values.SettingsReader;

/**
 * Network settings that were checked.
 *
 * @param wan the WAN interface with its static addresses, if there are any
 * @param wanDynamic whether the WAN address is to be leased
 * @param nameServers primary, then secondary
 */
record NetworkSettings(
    SecurityMode mode,
    DomainName domain,
    Attachment lan,
    Optional<Attachment> wan,
    boolean wanDynamic,
    Optional<Ip4Address> gateway,
    List<Endpoint> nameServers) {

  static final String PID = "org.gatehouse.network";

  private enum Addressing {
    STATIC,
    DYNAMIC
  }

  /** Reads and checks everything at once. */
  static Checked<NetworkSettings> read(Map<String, ?> properties) {
    SettingsReader in = new SettingsReader(PID, NetworkConfig.class, properties);
    SecurityMode mode = in.choice("mode", SecurityMode.class);
    DomainName domain = domain(in);
    InterfaceName lanDevice = in.value("lan.device", InterfaceName::parse);
    Ip4Interface lan = new Ip4Interface(
        in.value("lan.address", Ip4Address::parse), in.value("lan.netmask", Ip4Network::prefixLength));
    Optional<Ip6Interface> lan6 = in.optional("lan.ip6", Ip6Interface::parse);
    Optional<InterfaceName> wanDevice = in.optional("wan.device", InterfaceName::parse);
    boolean dynamic = in.choice("wan.addressing", Addressing.class) == Addressing.DYNAMIC;
    int wanPrefix = in.value("wan.netmask", Ip4Network::prefixLength);
    Optional<Ip4Interface> wan = in.optional("wan.address", Ip4Address::parse).map(a -> new Ip4Interface(a, wanPrefix));
    Optional<Ip6Interface> wan6 = in.optional("wan.ip6", Ip6Interface::parse);
    Optional<Ip4Address> gateway = in.optional("gateway", Ip4Address::parse);
    Optional<Endpoint> primary = nameServer(in, "dns.primary");
    Optional<Endpoint> secondary = nameServer(in, "dns.secondary");
    if (in.isGood()) {
      host(in, "lan.address", lan);
      wan.ifPresent(w -> host(in, "wan.address", w));
      checkWan(in, mode, lanDevice, lan, wanDevice, dynamic, wan);
      gateway.ifPresent(g -> checkGateway(in, g, mode, dynamic, lan, wan));
      checkNameServers(in, primary, secondary, lan, wan);
    }
    return in.checked(() -> new NetworkSettings(
        mode,
        domain,
        new Attachment(lanDevice, Optional.of(lan), lan6),
        wanDevice.map(device -> new Attachment(device, dynamic ? Optional.empty() : wan, wan6)),
        dynamic && wanDevice.isPresent(),
        gateway,
        nameServers(primary, secondary)));
  }

  private static DomainName domain(SettingsReader in) {
    DomainName domain = in.value("domain", DomainName::parse);
    if (domain.equals(DomainName.ROOT) || domain.text().contains("*")) {
      in.refuse("domain", domain.text(), "the office needs a domain of its own.",
          "Write the domain you registered, or office.lan if you have none.");
    }
    return domain;
  }

  private static Optional<Endpoint> nameServer(SettingsReader in, String property) {
    return in.optional(property, text -> {
      Endpoint server = Endpoint.parse(text, 53);
      boolean multicast = server.address() instanceof Ip4Address ip4
          && (ip4.isMulticast() || ip4.equals(Ip4Address.BROADCAST) || ip4.bits() >>> 24 == 0);
      if (multicast || server.port().number() == 0) {
        throw new IllegalArgumentException("no DNS server can have the address " + server);
      }
      return server;
    });
  }

  private static void host(SettingsReader in, String property, Ip4Interface own) {
    if (!own.network().hasHost(own.address()) || own.address().isMulticast() || own.address().bits() >>> 24 == 0) {
      in.refuse(property, own.toString(), "no host can have this address; it is the network's own, or of no network.",
          "Take one from " + own.network().base().plus(1) + " to " + own.network().broadcast().plus(-1) + ".");
    }
  }

  private static void checkWan(
      SettingsReader in,
      SecurityMode mode,
      InterfaceName lanDevice,
      Ip4Interface lan,
      Optional<InterfaceName> wanDevice,
      boolean dynamic,
      Optional<Ip4Interface> wan) {
    if (wanDevice.isEmpty()) {
      if (mode.isGateway()) {
        in.refuse("wan.device", "", "a router or firewall stands between two networks, and there is no WAN interface.",
            "Name the interface that leads to the Internet, or choose the mode lan-only.");
      }
      return;
    }
    if (wanDevice.get().equals(lanDevice)) {
      in.refuse("wan.device", wanDevice.get().text(), "LAN and WAN cannot be on the same interface.",
          "Name another interface, or leave it blank for lan-only.");
    }
    if (!dynamic && wan.isEmpty()) {
      in.refuse("wan.address", "", "a static WAN needs its address.",
          "Write the address that the provider gave, or choose dynamic addressing.");
    }
    if (!dynamic && wan.isPresent() && wan.get().network().overlaps(lan.network())) {
      in.refuse("wan.address", wan.get().toString(), "the WAN's network overlaps the LAN's, " + lan.network() + ".",
          "Give the LAN another network, such as 192.168.77.0/24.");
    }
  }

  private static void checkGateway(
      SettingsReader in,
      Ip4Address gateway,
      SecurityMode mode,
      boolean dynamic,
      Ip4Interface lan,
      Optional<Ip4Interface> wan) {
    if (gateway.equals(lan.address()) || wan.isPresent() && gateway.equals(wan.get().address())) {
      in.refuse("gateway", gateway.toString(), "this is the box's own address; it would send everything to itself.",
          "Write the address of the next router.");
      return;
    }
    if (dynamic && mode.isGateway()) {
      return;
    }
    Ip4Network network = mode.isGateway() && wan.isPresent() ? wan.get().network() : lan.network();
    if (!network.hasHost(gateway)) {
      in.refuse("gateway", gateway.toString(), "the gateway is not in the network " + network + ", so it cannot be reached.",
          "Write the address of a router inside that network, or correct the netmask.");
    }
  }

  private static void checkNameServers(
      SettingsReader in,
      Optional<Endpoint> primary,
      Optional<Endpoint> secondary,
      Ip4Interface lan,
      Optional<Ip4Interface> wan) {
    if (secondary.isPresent() && primary.isEmpty()) {
      in.refuse("dns.secondary", secondary.get().toString(), "there is a secondary DNS server but no primary.",
          "Write this one as the primary, and leave the secondary blank.");
    }
    if (secondary.isPresent() && secondary.equals(primary)) {
      in.refuse("dns.secondary", secondary.get().toString(), "it is the same server as the primary.",
          "Leave the secondary blank if there is only one.");
    }
    for (Optional<Endpoint> server : List.of(primary, secondary)) {
      if (server.isPresent()
          && server.get().port().number() == 53
          && (server.get().address().equals(lan.address())
              || wan.isPresent() && server.get().address().equals(wan.get().address()))) {
        in.refuse(server.equals(primary) ? "dns.primary" : "dns.secondary", server.get().toString(),
            "this is the box itself; it would ask itself for ever.", "Write the address of the provider's DNS server.");
      }
    }
  }

  private static List<Endpoint> nameServers(Optional<Endpoint> primary, Optional<Endpoint> secondary) {
    List<Endpoint> servers = new ArrayList<>();
    primary.ifPresent(servers::add);
    secondary.ifPresent(servers::add);
    return List.copyOf(servers);
  }

  /** Returns the state that follows from the settings alone, while no lease has filled in a dynamic WAN. */
  NetworkState state() {
    return new NetworkState(
        mode, domain, lan, wan, wanDynamic, wanDynamic && mode.isGateway() ? Optional.empty() : gateway, nameServers);
  }
}
