/**
 * Looks names up in the world outside: asks the primary and the secondary DNS server, checks and cleans what they
 * say, and keeps it as complete messages that are answered from without parsing.
 */
@NullMarked
package org.gatehouse.dns.resolver;

import org.jspecify.annotations.NullMarked;
