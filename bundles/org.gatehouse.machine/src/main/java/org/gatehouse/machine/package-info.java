/** What engines are made of: machines without I/O, values that are followed, bounded log messages with identities. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.machine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
