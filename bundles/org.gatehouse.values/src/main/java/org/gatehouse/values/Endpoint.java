package org.gatehouse.values;

/**
 * An address and a port of a server.
 *
 * @param address where the server is
 * @param port on which it listens
 */
public record Endpoint(IpAddress address, Port port) {

  /**
   * Parses "192.0.2.53", "192.0.2.53:5353", "2001:db8::53" or "[2001:db8::53]:5353".
   *
   * @param defaultPort taken where the text names none
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static Endpoint parse(String text, int defaultPort) {
    String host = text;
    Port port = new Port(defaultPort);
    int colon = text.lastIndexOf(':');
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      if (close < 0 || close != text.length() - 1 && colon != close + 1) {
        throw new IllegalArgumentException("\"" + text + "\" is not an address and a port; write [2001:db8::53]:5353");
      }
      host = text.substring(1, close);
      if (colon > close) {
        port = Port.parse(text.substring(colon + 1));
      }
    } else if (colon >= 0 && text.indexOf(':') == colon) {
      host = text.substring(0, colon);
      port = Port.parse(text.substring(colon + 1));
    }
    return new Endpoint(IpAddress.parse(host), port);
  }

  @Override
  public String toString() {
    return address instanceof Ip6Address ? "[" + address + "]:" + port : address + ":" + port;
  }
}
