package org.gatehouse.values;

/**
 * An IPv6 network: an address whose host bits are zero, and the length of its prefix.
 *
 * @param base the network's own address
 * @param prefixLength 0 to 128
 */
public record Ip6Network(Ip6Address base, int prefixLength) {

  /**
   * Checks that the host bits are zero.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public Ip6Network {
    if (prefixLength < 0 || prefixLength > 128) {
      throw new IllegalArgumentException("a prefix length is from 0 to 128, not " + prefixLength);
    }
    if (!masked(base, prefixLength).equals(base)) {
      throw new IllegalArgumentException(
          base + "/" + prefixLength + " has host bits set; the network is "
              + masked(base, prefixLength) + "/" + prefixLength);
    }
  }

  /**
   * Parses "2001:db8:1::/64".
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static Ip6Network parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("\"" + text + "\" has no prefix length; write it as in 2001:db8:1::/64");
    }
    return new Ip6Network(Ip6Address.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
  }

  /** Returns the network of this prefix length that {@code address} lies in. */
  public static Ip6Network of(Ip6Address address, int prefixLength) {
    return new Ip6Network(masked(address, prefixLength), prefixLength);
  }

  private static Ip6Address masked(Ip6Address address, int prefixLength) {
    long high = prefixLength == 0 ? 0 : address.high() & -1L << Math.max(0, 64 - prefixLength);
    long low = prefixLength <= 64 ? 0 : address.low() & -1L << 128 - prefixLength;
    return new Ip6Address(high, low);
  }

  /** Tells whether the address lies in this network. */
  public boolean contains(Ip6Address address) {
    return masked(address, prefixLength).equals(base);
  }

  @Override
  public String toString() {
    return base + "/" + prefixLength;
  }
}
