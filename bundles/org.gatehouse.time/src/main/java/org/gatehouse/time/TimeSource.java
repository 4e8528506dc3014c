package org.gatehouse.time;

import java.util.Optional;
import org.gatehouse.values.DomainName;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Port;

/**
 * A time server of the outside, by address or by name.
 *
 * @param name its name; empty where an address was given
 * @param address its address; empty where a name was given
 * @param port where it listens
 */
record TimeSource(Optional<DomainName> name, Optional<IpAddress> address, Port port) {

  private static final int NTP = 123;

  /**
   * Parses "192.0.2.123", "[2001:db8::1]:123", "ntp.example.net" or "ntp.example.net:123".
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  static TimeSource parse(String text) {
    TimeSource source = isAddress(text) ? ofAddress(text) : ofName(text);
    if (source.port.number() == 0) {
      throw new IllegalArgumentException("\"" + text + "\" has the port 0, on which nobody listens");
    }
    return source;
  }

  private static boolean isAddress(String text) {
    return text.startsWith("[") || text.indexOf(':') != text.lastIndexOf(':') || text.matches("[0-9.]+(:[0-9]*)?");
  }

  private static TimeSource ofAddress(String text) {
    Endpoint endpoint = Endpoint.parse(text, NTP);
    return new TimeSource(Optional.empty(), Optional.of(endpoint.address()), endpoint.port());
  }

  private static TimeSource ofName(String text) {
    int colon = text.lastIndexOf(':');
    DomainName name = DomainName.parse(colon < 0 ? text : text.substring(0, colon));
    if (name.equals(DomainName.ROOT)) {
      throw new IllegalArgumentException("\"" + text + "\" is not the name of a server");
    }
    return new TimeSource(Optional.of(name), Optional.empty(), colon < 0 ? new Port(NTP) : Port.parse(text.substring(colon + 1)));
  }

  /** Returns how the operator wrote it, without the usual port. */
  @Override
  public String toString() {
    if (name.isPresent()) {
      return name.get() + (port.number() == NTP ? "" : ":" + port);
    }
    IpAddress ip = address.orElseThrow();
    return port.number() == NTP ? ip.toString() : new Endpoint(ip, port).toString();
  }
}
