package org.gatehouse.values;

/**
 * An IPv6 address that an interface has, together with the network it is in: "2001:db8::1/64".
 *
 * @param address the interface's own address
 * @param prefixLength of its network, 0 to 128
 */
public record Ip6Interface(Ip6Address address, int prefixLength) {

  /**
   * Checks the length of the prefix.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public Ip6Interface {
    Ip6Network.of(address, prefixLength);
  }

  /**
   * Parses "2001:db8::1/64".
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static Ip6Interface parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("\"" + text + "\" has no prefix length; write it as in 2001:db8::1/64");
    }
    return new Ip6Interface(Ip6Address.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** Returns the network that the interface is in. */
  public Ip6Network network() {
    return Ip6Network.of(address, prefixLength);
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
