package org.gatehouse.naming.api;

/** Whose names win, the strongest first. */
public enum Precedence {
  /** The names of the box's own facilities. */
  BUILT_IN,
  /** Records that the administrator wrote. */
  STATIC,
  /** Hosts to which the administrator gave a fixed address. */
  RESERVATION,
  /** Hosts that gave their name when they leased an address. */
  LEASE
}
