package org.gatehouse.values;

/**
 * An IPv4 address.
 *
 * @param bits the 32 bits of the address, most significant first
 */
public record Ip4Address(int bits) implements IpAddress, Comparable<Ip4Address> {

  /** 0.0.0.0, which stands for "none yet" in DHCP (RFC 2131) and "all of mine" when binding. */
  public static final Ip4Address ANY = new Ip4Address(0);

  /** 255.255.255.255. */
  public static final Ip4Address BROADCAST = new Ip4Address(-1);

  /** 127.0.0.1. */
  public static final Ip4Address LOOPBACK = new Ip4Address(0x7f000001);

  /**
   * Parses dotted decimal, four parts, no leading zeros that could be read as octal.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static Ip4Address parse(String text) {
    int bits = 0;
    int part = -1;
    int digits = 0;
    int parts = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (part < 0) {
          throw bad(text);
        }
        bits = bits << 8 | part;
        parts++;
        part = -1;
        digits = 0;
      } else if (c >= '0' && c <= '9') {
        if (digits > 0 && part == 0) {
          throw bad(text);
        }
        part = Math.max(part, 0) * 10 + (c - '0');
        digits++;
        if (part > 255) {
          throw bad(text);
        }
      } else {
        throw bad(text);
      }
    }
    if (parts != 4) {
      throw bad(text);
    }
    return new Ip4Address(bits);
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not an IPv4 address; write four numbers from 0 to 255, as in 192.168.1.10");
  }

  /** Reads an address from four bytes in network order at {@code offset}. */
  public static Ip4Address of(byte[] bytes, int offset) {
    return new Ip4Address(
        (bytes[offset] & 0xff) << 24
            | (bytes[offset + 1] & 0xff) << 16
            | (bytes[offset + 2] & 0xff) << 8
            | (bytes[offset + 3] & 0xff));
  }

  /** Returns the address {@code steps} further on; wraps at the end of the address space. */
  public Ip4Address plus(int steps) {
    return new Ip4Address(bits + steps);
  }

  /** Returns the bits as a number from 0 to 2^32-1. */
  public long toLong() {
    return bits & 0xffff_ffffL;
  }

  @Override
  public byte[] toBytes() {
    return new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
  }

  @Override
  public boolean isLoopback() {
    return bits >>> 24 == 127;
  }

  @Override
  public boolean isPrivate() {
    return isLoopback()
        || bits >>> 24 == 0
        || bits >>> 24 == 10
        || bits >>> 20 == 0xac1
        || bits >>> 16 == 0xc0a8
        || bits >>> 16 == 0xa9fe
        || bits >>> 22 == 0x6440 >>> 6;
  }

  /** Tells whether this is a multicast address (224.0.0.0/4). */
  public boolean isMulticast() {
    return bits >>> 28 == 0xe;
  }

  @Override
  public int compareTo(Ip4Address other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
  }
}
