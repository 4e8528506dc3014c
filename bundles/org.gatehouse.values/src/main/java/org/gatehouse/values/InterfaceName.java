package org.gatehouse.values;

/**
 * The name of a network interface of the machine, as in "eth0".
 *
 * @param text 1 to 15 printable characters, no slash, no space (the kernel's rule)
 */
public record InterfaceName(String text) implements Comparable<InterfaceName> {

  /** Checks the kernel's rule. */
  public InterfaceName {
    if (!text.matches("[!-.0-~]{1,15}") || text.equals(".") || text.equals("..") || text.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not the name of an interface; it has 1 to 15 characters, as in eth0 or enp3s0");
    }
  }

  /** Parses a name; the same as the constructor. */
  public static InterfaceName parse(String text) {
    return new InterfaceName(text);
  }

  @Override
  public int compareTo(InterfaceName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
