/** The Linux kernel through Java's Foreign Function &amp; Memory API: sockets, interfaces, neighbours, ARP, the clock. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.linux;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
