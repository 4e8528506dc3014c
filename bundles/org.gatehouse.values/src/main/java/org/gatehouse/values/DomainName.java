package org.gatehouse.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A host or domain name in lower case, without the final dot; "" is the root.
 *
 * @param text labels of letters, digits, hyphen and underscore, each of 1 to 63, together at most 253
 */
public record DomainName(String text) implements Comparable<DomainName> {

  /** The root of all names. */
  public static final DomainName ROOT = new DomainName("");

  /** Checks the rules of RFC 1035 §2.3.1 as relaxed by RFC 1123 §2.1, and lowers the case. */
  public DomainName {
    text = text.toLowerCase(Locale.ROOT);
    if (!text.isEmpty()) {
      check(text);
    }
  }

  private static void check(String text) {
    if (text.length() > 253) {
      throw new IllegalArgumentException("a domain name has at most 253 characters, this one has " + text.length());
    }
    for (String label : text.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > 63) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is not a domain name; each part between dots has 1 to 63 characters");
      }
      for (int i = 0; i < label.length(); i++) {
        char c = label.charAt(i);
        boolean hyphenAtEnd = c == '-' && (i == 0 || i == label.length() - 1);
        boolean wildcard = c == '*' && label.length() == 1;
        if (hyphenAtEnd || !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || wildcard)) {
          throw new IllegalArgumentException(
              "\"" + text + "\" is not a domain name; use letters, digits and inner hyphens, as in office.example.com");
        }
      }
    }
  }

  /**
   * Parses a name; a final dot is dropped.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static DomainName parse(String text) {
    return new DomainName(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
  }

  /** Returns the labels, the most specific first; none for the root. */
  public List<String> labels() {
    return text.isEmpty() ? List.of() : List.of(text.split("\\."));
  }

  /** Returns {@code this} below {@code parent}: "www" in "office.lan" is "www.office.lan". */
  public DomainName in(DomainName parent) {
    if (text.isEmpty()) {
      return parent;
    }
    return parent.text.isEmpty() ? this : new DomainName(text + "." + parent.text);
  }

  /** Tells whether this name is {@code parent} or lies below it. */
  public boolean isIn(DomainName parent) {
    return parent.text.isEmpty() || text.equals(parent.text) || text.endsWith("." + parent.text);
  }

  /** Orders names as a zone does (RFC 4034 §6.1): by their labels from the right. */
  @Override
  public int compareTo(DomainName other) {
    List<String> mine = new ArrayList<>(labels()).reversed();
    List<String> theirs = new ArrayList<>(other.labels()).reversed();
    for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
      int order = mine.get(i).compareTo(theirs.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.size(), theirs.size());
  }

  @Override
  public String toString() {
    return text;
  }
}
