package org.gatehouse.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.network.api.NetworkState;
import org.gatehouse.network.api.SecurityMode;
import org.gatehouse.values.Checked;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Problem;
import org.junit.jupiter.api.Test;

final class NetworkSettingsTest {

  private static NetworkState good(Object... pairs) {
    return switch (NetworkSettings.read(map(pairs))) {
      case Checked.Good<NetworkSettings> good -> good.settings().state();
      case Checked.Refused<NetworkSettings> bad -> throw new AssertionError(bad.problems().toString());
    };
  }

  private static List<String> refused(Object... pairs) {
    return NetworkSettings.read(map(pairs)).problems().stream().map(Problem::property).sorted().toList();
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void defaultsWorkUntouchedAsAHostOfTheLan() {
    NetworkState state = good();
    assertEquals(SecurityMode.LAN_ONLY, state.mode());
    assertEquals("192.168.1.0/24", state.lan().ip4().orElseThrow().network().toString());
    assertEquals(Optional.empty(), state.wan());
  }

  @Test
  void m106_m107_twoEntriesAreEnoughForDns() {
    NetworkState state = good("domain", "office.example.com", "dns.primary", "198.51.100.53");
    assertEquals("office.example.com", state.domain().text());
    assertEquals(List.of(Endpoint.parse("198.51.100.53", 53)), state.nameServers());
  }

  @Test
  void m114_aServerOnTheLanMayBeThePrimaryButNotTheBoxItself() {
    assertEquals(1, good("dns.primary", "192.168.1.9").nameServers().size());
    assertEquals(List.of("dns.primary"), refused("dns.primary", "192.168.1.1"));
  }

  @Test
  void m119_aBlankSecondaryIsAllowedAndAnInvalidOneRefused() {
    assertEquals(1, good("dns.primary", "198.51.100.53", "dns.secondary", " ").nameServers().size());
    assertEquals(List.of("dns.secondary"), refused("dns.primary", "198.51.100.53", "dns.secondary", "198.51.100"));
    assertEquals(List.of("dns.secondary"), refused("dns.primary", "198.51.100.53", "dns.secondary", "0.0.0.0"));
    assertEquals(List.of("dns.secondary"), refused("dns.primary", "198.51.100.53", "dns.secondary", "198.51.100.53"));
    assertEquals(List.of("dns.secondary"), refused("dns.secondary", "198.51.100.53"));
  }

  @Test
  void m198_aLowerLevelDomainIsADomainLikeAnyOther() {
    assertEquals("branch.office.example.com", good("domain", "branch.office.example.com.").domain().text());
    assertEquals(List.of("domain"), refused("domain", ""));
    assertEquals(List.of("domain"), refused("domain", "*.example.com"));
  }

  @Test
  void m19_m20_m21_whatCannotBeIsRefusedWithARemedy() {
    Object[] wan = {"mode", "firewall", "wan.device", "eth1", "wan.address", "203.0.113.10", "wan.netmask", "255.255.255.0"};
    assertEquals(List.of("gateway"), refused(with(wan, "gateway", "192.0.2.1")));
    assertEquals(List.of("gateway"), refused(with(wan, "gateway", "203.0.113.10")));
    assertEquals(List.of("wan.address"), refused(with(wan, "lan.address", "203.0.113.1")));
    assertEquals(List.of("wan.device"), refused(with(wan, "wan.device", "eth0")));
    assertEquals(List.of("lan.address"), refused("lan.address", "192.168.1.255"));
    assertEquals(List.of("lan.netmask"), refused("lan.netmask", "255.0.255.0"));
    assertEquals(List.of("wan.device"), refused("mode", "dmz"));
    assertEquals(List.of("wan.address"), refused("mode", "dmz", "wan.device", "eth1"));
    for (Problem problem : NetworkSettings.read(map(with(wan, "gateway", "192.0.2.1"))).problems()) {
      assertTrue(problem.remedy().endsWith("."), problem.toString());
    }
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertEquals(List.of("dns.primary", "lan.address", "mode", "nonsense"),
        refused("mode", "bridge", "lan.address", "192.168.1", "dns.primary", "::g", "nonsense", 1));
  }

  @Test
  void aLeasedWanHasNoAddressOfItsOwnAndNoGatewayYet() {
    NetworkState state = good("mode", "firewall", "wan.device", "eth1", "wan.addressing", "dynamic", "gateway", "10.9.9.9");
    assertTrue(state.wanDynamic());
    assertEquals(Optional.empty(), state.wan().orElseThrow().ip4());
    assertEquals(Optional.empty(), state.gateway());
  }

  @Test
  void inLanOnlyModeTheGatewaySettingCounts() {
    assertEquals(Optional.of(Ip4Address.parse("192.168.1.254")), good("gateway", "192.168.1.254").gateway());
  }

  private static Object[] with(Object[] pairs, Object... more) {
    Object[] all = java.util.Arrays.copyOf(pairs, pairs.length + more.length);
    System.arraycopy(more, 0, all, pairs.length, more.length);
    return all;
  }
}
