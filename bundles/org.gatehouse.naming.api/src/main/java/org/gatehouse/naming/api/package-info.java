/** Names of hosts, from whoever knows them. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.naming.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
