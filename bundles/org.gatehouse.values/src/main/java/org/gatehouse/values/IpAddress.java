package org.gatehouse.values;

/** An IPv4 or IPv6 address. */
public sealed interface IpAddress permits Ip4Address, Ip6Address {

  /**
   * Parses the textual form of either family.
   *
   * @throws IllegalArgumentException with a sentence for the operator if {@code text} is neither
   */
  static IpAddress parse(String text) {
    return text.indexOf(':') >= 0 ? Ip6Address.parse(text) : Ip4Address.parse(text);
  }

  /**
   * Makes an address of its bytes in network order.
   *
   * @throws IllegalArgumentException unless there are 4 or 16 of them
   */
  static IpAddress of(byte[] bytes) {
    return switch (bytes.length) {
      case 4 -> Ip4Address.of(bytes, 0);
      case 16 -> Ip6Address.of(bytes, 0);
      default -> throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length);
    };
  }

  /** Returns the address in network order: 4 or 16 bytes, the caller's own copy. */
  byte[] toBytes();

  /** Tells whether this is an address of the host itself (127.0.0.0/8 or ::1). */
  boolean isLoopback();

  /**
   * Tells whether no packet from the Internet may rightly carry this address: loopback, link-local,
   * private (RFC 1918, RFC 4193), shared (RFC 6598), unspecified.
   */
  boolean isPrivate();
}
