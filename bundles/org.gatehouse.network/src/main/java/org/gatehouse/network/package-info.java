/** The networks of the office: their settings, and the state that every other capability follows. */
@NullMarked
package org.gatehouse.network;

import org.jspecify.annotations.NullMarked;
