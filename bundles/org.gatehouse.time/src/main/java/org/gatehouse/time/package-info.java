/** The office's clock: an NTP server that says honestly how good the box's own clock is. */
@NullMarked
package org.gatehouse.time;

import org.jspecify.annotations.NullMarked;
