/** The addresses that hosts of the LAN hold: read, administer, follow. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.leases.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
