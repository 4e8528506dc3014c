package org.gatehouse.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The headers that every answer carries, so that browsers hold it to narrow rules. */
final class Headers {

  private static final String OWN_PAGES =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  /** The system console has scripts within its pages; they may at least load and send nothing elsewhere. */
  private static final String CONSOLE =
      "default-src 'self' 'unsafe-inline' 'unsafe-eval'; img-src 'self' data:; object-src 'none'; form-action 'self'; "
          + "frame-ancestors 'self'; base-uri 'self'";

  private Headers() {}

  static void addTo(HttpServletRequest request, HttpServletResponse response) {
    String path = request.getRequestURI();
    boolean console = path.startsWith(Paths.CONSOLE);
    response.setHeader("Content-Security-Policy", console ? CONSOLE : OWN_PAGES);
    response.setHeader("X-Frame-Options", console ? "SAMEORIGIN" : "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (!path.startsWith(Paths.CONSOLE + "/res/")) {
      response.setHeader("Cache-Control", "no-store");
    }
  }
}
