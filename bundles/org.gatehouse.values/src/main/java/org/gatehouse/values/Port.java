package org.gatehouse.values;

/**
 * A UDP or TCP port.
 *
 * @param number 0 to 65535; 0 asks the system for a free one
 */
public record Port(int number) implements Comparable<Port> {

  /** Checks the range. */
  public Port {
    if (number < 0 || number > 65535) {
      throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + number);
    }
  }

  /**
   * Parses a decimal number.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public static Port parse(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException("\"" + text + "\" is not a port; write a number from 0 to 65535");
    }
    return new Port(Integer.parseInt(text));
  }

  @Override
  public int compareTo(Port other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
