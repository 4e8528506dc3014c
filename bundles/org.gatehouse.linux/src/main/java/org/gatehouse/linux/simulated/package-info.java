/** Twins of the kernel's parts for tests, which touch nothing of the machine. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.linux.simulated;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
