/** The door of the administration: one password, sign-in, a guard before every page, the home page and the health page. */
@NullMarked
package org.gatehouse.web.admin;

import org.jspecify.annotations.NullMarked;
