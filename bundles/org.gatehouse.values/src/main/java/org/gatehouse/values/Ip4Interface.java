package org.gatehouse.values;

/**
 * An address that an interface has, together with the network it is in: "192.168.1.1/24".
 *
 * @param address the interface's own address
 * @param prefixLength of its network, 0 to 32
 */
public record Ip4Interface(Ip4Address address, int prefixLength) {

  /**
   * Checks the length of the prefix.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  public Ip4Interface {
    Ip4Network.of(address, prefixLength);
  }

  /** Returns the network that the interface is in. */
  public Ip4Network network() {
    return Ip4Network.of(address, prefixLength);
  }

  @Override
  public String toString() {
    return address + "/" + prefixLength;
  }
}
