package org.gatehouse.values;

/**
 * An IPv6 address.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Ip6Address(long high, long low) implements IpAddress, Comparable<Ip6Address> {

  /** The unspecified address, "::". */
  public static final Ip6Address ANY = new Ip6Address(0, 0);

  /** The loopback address, "::1". */
  public static final Ip6Address LOOPBACK = new Ip6Address(0, 1);

  /**
   * Parses any form of RFC 4291 §2.2, also with an embedded IPv4 address; no zone index.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static Ip6Address parse(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      throw bad(text);
    }
    int[] head = gap < 0 ? groups(text, text) : groups(text, text.substring(0, gap));
    int[] tail = gap < 0 ? new int[0] : groups(text, text.substring(gap + 2));
    int given = head.length + tail.length;
    if (gap < 0 ? given != 8 : given > 7) {
      throw bad(text);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      int group = i < head.length ? head[i] : i >= 8 - tail.length ? tail[i - (8 - tail.length)] : 0;
      if (i < 4) {
        high = high << 16 | group;
      } else {
        low = low << 16 | group;
      }
    }
    return new Ip6Address(high, low);
  }

  private static int[] groups(String whole, String part) {
    if (part.isEmpty()) {
      return new int[0];
    }
    String[] words = part.split(":", -1);
    boolean embedded = words[words.length - 1].indexOf('.') >= 0;
    int[] groups = new int[words.length + (embedded ? 1 : 0)];
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (embedded && i == words.length - 1) {
        int bits = embedded4(whole, word).bits();
        groups[i] = bits >>> 16;
        groups[i + 1] = bits & 0xffff;
      } else if (word.isEmpty() || word.length() > 4) {
        throw bad(whole);
      } else {
        for (int at = 0; at < word.length(); at++) {
          int digit = word.charAt(at) < 128 ? Character.digit(word.charAt(at), 16) : -1;
          if (digit < 0) {
            throw bad(whole);
          }
          groups[i] = groups[i] << 4 | digit;
        }
      }
    }
    return groups;
  }

  private static Ip4Address embedded4(String whole, String word) {
    try {
      return Ip4Address.parse(word);
    } catch (IllegalArgumentException e) {
      throw bad(whole);
    }
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\" is not an IPv6 address; write it as in 2001:db8::10");
  }

  /** Reads an address from sixteen bytes in network order at {@code offset}. */
  public static Ip6Address of(byte[] bytes, int offset) {
    return new Ip6Address(eight(bytes, offset), eight(bytes, offset + 8));
  }

  private static long eight(byte[] bytes, int offset) {
    long bits = 0;
    for (int i = 0; i < 8; i++) {
      bits = bits << 8 | bytes[offset + i] & 0xff;
    }
    return bits;
  }

  @Override
  public byte[] toBytes() {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> 56 - 8 * i);
      bytes[8 + i] = (byte) (low >>> 56 - 8 * i);
    }
    return bytes;
  }

  @Override
  public boolean isLoopback() {
    return high == 0 && low == 1;
  }

  @Override
  public boolean isPrivate() {
    if (high == 0 && low >>> 32 == 0xffff) {
      return new Ip4Address((int) low).isPrivate();
    }
    return isLoopback()
        || high == 0 && low == 0
        || high >>> 57 == 0xfc >>> 1
        || high >>> 54 == 0xfe80 >>> 6;
  }

  /** Tells whether the address is valid on its own link only (fe80::/10). */
  public boolean isLinkLocal() {
    return high >>> 54 == 0xfe80 >>> 6;
  }

  @Override
  public int compareTo(Ip6Address other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  /** Returns the canonical form of RFC 5952. */
  @Override
  public String toString() {
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (high >>> 48 - 16 * i) & 0xffff;
      groups[4 + i] = (int) (low >>> 48 - 16 * i) & 0xffff;
    }
    int from = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        from = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == from) {
        text.append("::");
        i += length - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
