package org.gatehouse.values;

import java.util.HexFormat;

/**
 * An Ethernet hardware address.
 *
 * @param bits the 48 bits of the address in the low bits, most significant first
 */
public record MacAddress(long bits) implements Comparable<MacAddress> {

  /** Checks that there are no more than 48 bits. */
  public MacAddress {
    if (bits >>> 48 != 0) {
      throw new IllegalArgumentException("a hardware address has 48 bits");
    }
  }

  /**
   * Parses "00:1b:63:84:45:e6"; "-" between the bytes is taken too.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static MacAddress parse(String text) {
    if (!text.matches("[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a hardware address; write six pairs, as in 00:1b:63:84:45:e6");
    }
    return new MacAddress(HexFormat.fromHexDigitsToLong(text.replaceAll("[:-]", "")));
  }

  /** Reads an address from six bytes at {@code offset}. */
  public static MacAddress of(byte[] bytes, int offset) {
    long bits = 0;
    for (int i = 0; i < 6; i++) {
      bits = bits << 8 | bytes[offset + i] & 0xff;
    }
    return new MacAddress(bits);
  }

  /** Returns the six bytes, the caller's own copy. */
  public byte[] toBytes() {
    byte[] bytes = new byte[6];
    for (int i = 0; i < 6; i++) {
      bytes[i] = (byte) (bits >>> 40 - 8 * i);
    }
    return bytes;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(toBytes());
  }
}
