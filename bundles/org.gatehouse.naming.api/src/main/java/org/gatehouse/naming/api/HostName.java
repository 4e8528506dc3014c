package org.gatehouse.naming.api;

import org.gatehouse.values.DomainName;
import org.gatehouse.values.IpAddress;

/**
 * A host's name and address.
 *
 * @param name relative to the office's domain: "pc1", not "pc1.office.lan"
 * @param address where the host is; also the reverse lookup's question
 */
public record HostName(DomainName name, IpAddress address) {}
