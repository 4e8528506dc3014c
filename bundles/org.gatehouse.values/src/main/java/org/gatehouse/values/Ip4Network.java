package org.gatehouse.values;

/**
 * An IPv4 network: an address whose host bits are zero, and the length of its prefix.
 *
 * @param base the network's own address
 * @param prefixLength 0 to 32
 */
public record Ip4Network(Ip4Address base, int prefixLength) implements Comparable<Ip4Network> {

  /**
   * Checks that the host bits are zero.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public Ip4Network {
    if (prefixLength < 0 || prefixLength > 32) {
      throw new IllegalArgumentException("a prefix length is from 0 to 32, not " + prefixLength);
    }
    if ((base.bits() & ~mask(prefixLength)) != 0) {
      throw new IllegalArgumentException(
          base + "/" + prefixLength + " has host bits set; the network is "
              + new Ip4Address(base.bits() & mask(prefixLength)) + "/" + prefixLength);
    }
  }

  /**
   * Parses "192.168.1.0/24".
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static Ip4Network parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("\"" + text + "\" has no prefix length; write it as in 192.168.1.0/24");
    }
    return new Ip4Network(Ip4Address.parse(text.substring(0, slash)), prefixLength(text.substring(slash + 1)));
  }

  /** Returns the network of this prefix length that {@code address} lies in. */
  public static Ip4Network of(Ip4Address address, int prefixLength) {
    return new Ip4Network(new Ip4Address(address.bits() & mask(prefixLength)), prefixLength);
  }

  /**
   * Reads a prefix length from "24" or from a netmask as in "255.255.255.0".
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static int prefixLength(String text) {
    if (text.indexOf('.') >= 0) {
      int mask = Ip4Address.parse(text).bits();
      int length = Integer.bitCount(mask);
      if (mask != mask(length)) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is not a netmask; its ones must stand together, as in 255.255.255.0");
      }
      return length;
    }
    if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > 32) {
      throw new IllegalArgumentException("\"" + text + "\" is not a prefix length from 0 to 32");
    }
    return Integer.parseInt(text);
  }

  private static int mask(int prefixLength) {
    return prefixLength == 0 ? 0 : -1 << 32 - prefixLength;
  }

  /** Returns the netmask, as in 255.255.255.0. */
  public Ip4Address netmask() {
    return new Ip4Address(mask(prefixLength));
  }

  /** Returns the directed broadcast address: the last of the network. */
  public Ip4Address broadcast() {
    return new Ip4Address(base.bits() | ~mask(prefixLength));
  }

  /** Returns how many addresses the network spans, its own and the broadcast address included. */
  public long size() {
    return 1L << 32 - prefixLength;
  }

  /** Tells whether the address lies in this network. */
  public boolean contains(Ip4Address address) {
    return (address.bits() & mask(prefixLength)) == base.bits();
  }

  /** Tells whether the two networks share an address. */
  public boolean overlaps(Ip4Network other) {
    return contains(other.base) || other.contains(base);
  }

  /**
   * Tells whether a host of this network may have the address: inside it, and neither its first
   * nor its last (networks of /31 and /32 have no such two, RFC 3021).
   */
  public boolean hasHost(Ip4Address address) {
    return contains(address)
        && (prefixLength >= 31 || !address.equals(base) && !address.equals(broadcast()));
  }

  @Override
  public int compareTo(Ip4Network other) {
    int first = base.compareTo(other.base);
    return first != 0 ? first : Integer.compare(prefixLength, other.prefixLength);
  }

  @Override
  public String toString() {
    return base + "/" + prefixLength;
  }
}
