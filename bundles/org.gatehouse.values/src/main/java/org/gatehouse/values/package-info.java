/** The values of an office: addresses, networks, names, ports, and the problems a setting can have. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.values;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
