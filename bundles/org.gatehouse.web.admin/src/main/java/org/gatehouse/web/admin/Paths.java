package org.gatehouse.web.admin;

/** Where the pages of this bundle are. */
final class Paths {

  static final String HOME = "/";
  static final String SIGN_IN = "/sign-in";
  static final String SIGN_OUT = "/sign-out";
  static final String HEALTH = "/health";
  static final String STYLE = "/gatehouse.css";
  static final String ICON = "/gatehouse.svg";
  static final String CONSOLE = "/system/console";

  private Paths() {}
}
