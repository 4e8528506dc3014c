/** The model of the office: its configuration as a whole, and how a capability has its say about a change to it. */
@Export
@Version("1.0.0")
@NullMarked
package org.gatehouse.office.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
