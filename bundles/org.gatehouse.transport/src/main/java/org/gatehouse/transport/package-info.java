/**
 * The sockets of the box, apart from the logic behind them: a socket stays open for a while after
 * its user closed it, so that the user's next version takes it over and nothing is lost.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
