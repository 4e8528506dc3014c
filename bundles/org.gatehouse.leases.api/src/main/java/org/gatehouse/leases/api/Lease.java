package org.gatehouse.leases.api;

import java.time.Instant;
import java.util.Optional;
import org.gatehouse.values.DomainName;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.MacAddress;

/**
 * An address that a host holds for a time.
 *
 * @param address what it holds
 * @param client the client identifier in hexadecimal (RFC 2131 §4.2), or the hardware type and address where the host sent none
 * @param mac the hardware address
 * @param hostName the name the host goes by, relative to the office's domain; empty if it gave none that it may have
 * @param since when it was given this address
 * @param expires when it ends unless renewed
 * @param reserved whether the administrator set this address aside for this host
 */
public record Lease(
    Ip4Address address,
    String client,
    MacAddress mac,
    Optional<DomainName> hostName,
    Instant since,
    Instant expires,
    boolean reserved) {}
