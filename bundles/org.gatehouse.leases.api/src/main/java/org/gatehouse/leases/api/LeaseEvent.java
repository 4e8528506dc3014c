package org.gatehouse.leases.api;

/** What happens to leases. */
public sealed interface LeaseEvent {

  /** The lease concerned, as it is after the event. */
  Lease lease();

  /** A host was given the address. */
  record Granted(Lease lease) implements LeaseEvent {}

  /** The host holds it for longer, or goes by another name now. */
  record Renewed(Lease lease) implements LeaseEvent {}

  /** The address is free again. */
  record Ended(Lease lease, Reason reason) implements LeaseEvent {}

  /** Why a lease ended. */
  enum Reason {
    /** Its time was up. */
    EXPIRED,
    /** The host gave it back. */
    RELEASED,
    /** The host found somebody else using the address. */
    DECLINED,
    /** The administrator ended it. */
    REVOKED
  }
}
