package org.gatehouse.network.api;

/** The one choice that sets forwarding, address translation and filtering together. */
public enum SecurityMode {
  /** A host on somebody else's network: no forwarding. */
  LAN_ONLY,
  /** Forwards without filtering or translation. */
  ROUTER,
  /** Translates addresses and refuses what comes from outside. */
  FIREWALL,
  /** As the firewall, but silent: from outside only chosen doors can be seen. */
  DMZ;

  /** Tells whether the box is the way to the outside for the hosts of the LAN. */
  public boolean isGateway() {
    return this != LAN_ONLY;
  }
}
