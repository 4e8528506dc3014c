/** The networks of the office as they are now: addresses, gateway, name servers, security mode. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.network.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
