package org.gatehouse.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1..3.4", "1.2.3.4 ", "a.b.c.d", "1.2.3.-4", "٣.2.3.4"})
  void refusesWhatIsNotAnIp4Address(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ip4Address.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g", "::1%eth0", "1:2:3:4:5:6:7:8::", "::1.2.3", "::+1"})
  void refusesWhatIsNotAnIp6Address(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ip6Address.parse(text));
  }

  @Test
  void addressesSurviveTheirTextAndTheirBytes() throws UnknownHostException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      Ip4Address four = new Ip4Address(random.nextInt());
      assertEquals(four, Ip4Address.parse(four.toString()), () -> "seed " + seed);
      assertEquals(four, IpAddress.of(four.toBytes()), () -> "seed " + seed);
      Ip6Address six = new Ip6Address(sparse(random), sparse(random));
      assertEquals(six, Ip6Address.parse(six.toString()), () -> "seed " + seed);
      assertEquals(six, IpAddress.of(six.toBytes()), () -> "seed " + seed);
      assertEquals(InetAddress.getByAddress(four.toBytes()), InetAddress.getByName(four.toString()));
      MacAddress mac = new MacAddress(random.nextLong() >>> 16);
      assertEquals(mac, MacAddress.parse(mac.toString()), () -> "seed " + seed);
      assertEquals(mac, MacAddress.of(mac.toBytes(), 0), () -> "seed " + seed);
    }
  }

  private static long sparse(Random random) {
    long some = random.nextLong();
    return some & random.nextLong() & (random.nextBoolean() ? 0xffff_0000_0000_ffffL : -1L);
  }

  @Test
  void ip6AddressesAreWrittenInTheirCanonicalForm() {
    for (String canonical : List.of("::", "::1", "2001:db8::1", "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1", "fe80::", "1:2:3:4:5:6:7:8", "1::8")) {
      assertEquals(canonical, Ip6Address.parse(canonical).toString());
    }
    assertEquals("::ffff:c000:201", Ip6Address.parse("::FFFF:192.0.2.1").toString());
    assertEquals("2001:db8:1::1", Ip6Address.parse("2001:0db8:0001:0000:0000:0000:0000:0001").toString());
  }

  @Test
  void tellsAddressesThatNeverComeFromTheInternet() {
    for (String text : List.of("10.1.2.3", "172.31.0.1", "192.168.9.9", "127.0.0.1", "169.254.1.1", "100.64.0.1", "100.127.255.255",
        "0.0.0.0", "::", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1")) {
      assertTrue(IpAddress.parse(text).isPrivate(), text);
    }
    for (String text : List.of("172.32.0.1", "100.128.0.1", "100.63.255.255", "8.8.8.8", "2001:db8::1", "::ffff:8.8.8.8")) {
      assertFalse(IpAddress.parse(text).isPrivate(), text);
    }
  }

  @Test
  void aNetworkKnowsItsHosts() {
    Ip4Network office = Ip4Network.parse("192.168.1.0/24");
    assertEquals("255.255.255.0", office.netmask().toString());
    assertEquals("192.168.1.255", office.broadcast().toString());
    assertTrue(office.hasHost(Ip4Address.parse("192.168.1.1")));
    assertFalse(office.hasHost(Ip4Address.parse("192.168.1.0")));
    assertFalse(office.hasHost(Ip4Address.parse("192.168.1.255")));
    assertFalse(office.hasHost(Ip4Address.parse("192.168.2.1")));
    assertTrue(Ip4Network.parse("10.0.0.0/31").hasHost(Ip4Address.parse("10.0.0.0")));
    assertTrue(Ip4Network.parse("0.0.0.0/0").contains(Ip4Address.BROADCAST));
    assertTrue(office.overlaps(Ip4Network.parse("192.168.0.0/16")));
    assertFalse(office.overlaps(Ip4Network.parse("192.168.2.0/24")));
    assertThrows(IllegalArgumentException.class, () -> Ip4Network.parse("192.168.1.1/24"));
    assertThrows(IllegalArgumentException.class, () -> Ip4Network.parse("192.168.1.0/33"));
  }

  @Test
  void aNetmaskIsAPrefixLength() {
    assertEquals(24, Ip4Network.prefixLength("255.255.255.0"));
    assertEquals(0, Ip4Network.prefixLength("0.0.0.0"));
    assertEquals(32, Ip4Network.prefixLength("255.255.255.255"));
    assertThrows(IllegalArgumentException.class, () -> Ip4Network.prefixLength("255.0.255.0"));
    assertThrows(IllegalArgumentException.class, () -> Ip4Network.prefixLength("99"));
  }

  @Test
  void anIp6NetworkKnowsItsHosts() {
    for (int length : new int[] {0, 1, 48, 63, 64, 65, 127, 128}) {
      Ip6Address host = Ip6Address.parse("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
      Ip6Network network = Ip6Network.of(host, length);
      assertTrue(network.contains(host), network.toString());
      assertEquals(network, Ip6Network.parse(network.toString()));
    }
    assertFalse(Ip6Network.parse("2001:db8:1::/64").contains(Ip6Address.parse("2001:db8:1:1::1")));
    assertThrows(IllegalArgumentException.class, () -> Ip6Network.parse("2001:db8::1/64"));
  }

  @Test
  void namesAreLowerCaseAndBounded() {
    assertEquals("www.office.lan", DomainName.parse("WWW.Office.LAN.").text());
    assertEquals("", DomainName.parse(".").text());
    String label = "a".repeat(63);
    DomainName longest = DomainName.parse(label + "." + label + "." + label + "." + "b".repeat(61));
    assertEquals(253, longest.text().length());
    for (String bad : List.of("a..b", "-a", "a-", "a b", "ä.de", label + "a", label + "." + label + "." + label + "." + "b".repeat(62), "a.*b")) {
      assertThrows(IllegalArgumentException.class, () -> DomainName.parse(bad), bad);
    }
    assertTrue(DomainName.parse("a.office.lan").isIn(DomainName.parse("office.lan")));
    assertFalse(DomainName.parse("aoffice.lan").isIn(DomainName.parse("office.lan")));
    assertEquals("pc1.office.lan", DomainName.parse("pc1").in(DomainName.parse("office.lan")).text());
    assertTrue(DomainName.parse("z.a").compareTo(DomainName.parse("a.b")) < 0);
  }

  @Test
  void endpointsCarryAPortOnlyWhereTheySaySo() {
    assertEquals("192.0.2.1:53", Endpoint.parse("192.0.2.1", 53).toString());
    assertEquals("192.0.2.1:5353", Endpoint.parse("192.0.2.1:5353", 53).toString());
    assertEquals("[2001:db8::1]:53", Endpoint.parse("2001:db8::1", 53).toString());
    assertEquals("[2001:db8::1]:5353", Endpoint.parse("[2001:db8::1]:5353", 53).toString());
    for (String bad : List.of("", "192.0.2.1:", "192.0.2.1:65536", "[2001:db8::1", "[2001:db8::1]x", "[192.0.2.1]]:53")) {
      assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(bad, 53), bad);
    }
  }

  @Test
  void refusalsAreSentencesForTheOperator() {
    List<Function<String, Object>> parsers = List.of(Ip4Address::parse, Ip6Address::parse, Ip4Network::parse,
        MacAddress::parse, Port::parse, InterfaceName::parse, t -> Endpoint.parse(t, 53));
    for (Function<String, Object> parser : parsers) {
      String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> parser.apply("/nonsense\n")).getMessage());
      assertTrue(message.startsWith("\""), message);
    }
  }
}
