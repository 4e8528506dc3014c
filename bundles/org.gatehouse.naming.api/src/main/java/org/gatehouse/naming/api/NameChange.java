package org.gatehouse.naming.api;

/** A change of what a {@link NameSource} knows. */
public sealed interface NameChange {

  /** The name and address concerned. */
  HostName host();

  /** A name that is valid from now on. */
  record Added(HostName host) implements NameChange {}

  /** A name that was {@link Added} before and ends now. */
  record Removed(HostName host) implements NameChange {}
}
