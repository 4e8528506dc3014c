package org.gatehouse.dns.resolver;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.gatehouse.values.DomainName;

/** Names in wire form: labels, each after its length, and a zero at the end (RFC 1035 §3.1). */
public final class Names {

  /** The longest name in wire form. */
  public static final int MAX_LENGTH = 255;

  private Names() {}

  /** Turns A to Z into lower case in place; the lengths of labels are below them and stay. */
  public static void lower(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b >= 'A' && b <= 'Z') {
        bytes[i] = (byte) (b + 32);
      }
    }
  }

  /** Returns the name in wire form. */
  public static byte[] wire(DomainName name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.labels()) {
      out.write(label.length());
      for (int i = 0; i < label.length(); i++) {
        out.write(label.charAt(i));
      }
    }
    out.write(0);
    return out.toByteArray();
  }

  /** Returns the name for people, without its final dot, unusual bytes as \DDD (RFC 4343 §2.1); "." is the root. */
  public static String text(byte[] name) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < name.length && name[at] != 0; ) {
      int length = name[at++] & 0xff;
      if (!text.isEmpty()) {
        text.append('.');
      }
      for (int end = Math.min(at + length, name.length); at < end; at++) {
        int c = name[at] & 0xff;
        if (c == '.' || c == '\\') {
          text.append('\\').append((char) c);
        } else if (c <= ' ' || c > '~') {
          text.append(String.format("\\%03d", c));
        } else {
          text.append((char) c);
        }
      }
    }
    return text.isEmpty() ? "." : text.toString();
  }

  /** Returns where the label after the one at {@code at} begins. */
  static int nextLabel(byte[] name, int at) {
    return at + 1 + (name[at] & 0xff);
  }

  /** Tells whether the name is {@code ancestor} or below it; both in lower case. */
  public static boolean isIn(byte[] name, byte[] ancestor) {
    int cut = name.length - ancestor.length;
    if (cut < 0 || !Arrays.equals(name, cut, name.length, ancestor, 0, ancestor.length)) {
      return false;
    }
    int at = 0;
    while (at < cut) {
      at = nextLabel(name, at);
    }
    return at == cut;
  }

  /** Tells whether two names are equal but for the case of their letters. */
  static boolean equalsIgnoreCase(byte[] a, byte[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      int x = a[i] >= 'A' && a[i] <= 'Z' ? a[i] + 32 : a[i];
      int y = b[i] >= 'A' && b[i] <= 'Z' ? b[i] + 32 : b[i];
      if (x != y) {
        return false;
      }
    }
    return true;
  }

  /** Returns a copy in lower case. */
  static byte[] lowered(byte[] name) {
    byte[] copy = name.clone();
    lower(copy, 0, copy.length);
    return copy;
  }
}
