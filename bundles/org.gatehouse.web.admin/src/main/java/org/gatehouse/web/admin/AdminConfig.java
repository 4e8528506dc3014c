package org.gatehouse.web.admin;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Administration: who is asked to sign in again, and when. */
@ObjectClassDefinition(
    name = "Administration pages",
    description = "The sign-in that stands before the administration pages and the system console.")
@interface AdminConfig {

  @AttributeDefinition(
      name = "Further names",
      description = "Names by which browsers may call these pages, beside admin.<domain>, localhost and the addresses of the box. "
          + "A call by any other name is refused, so that a foreign web page cannot reach in through a name of its own.")
  String[] hosts() default {};

  @AttributeDefinition(
      name = "Sign out after so many idle minutes",
      description = "Somebody who does nothing for so long has to sign in again.")
  int idleMinutes() default 30;

  @AttributeDefinition(
      name = "Sign out after so many hours",
      description = "After so long everybody has to sign in again, busy or not.")
  int longestHours() default 12;
}
