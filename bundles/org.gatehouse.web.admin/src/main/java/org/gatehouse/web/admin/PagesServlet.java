package org.gatehouse.web.admin;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Serves the pages of this bundle: home, sign-in, sign-out, health and what they look like. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class PagesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_FORM = 4096;

  private final transient AdminComponent admin;
  private final transient Door door;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private transient volatile @Nullable HealthCheckExecutor executor;

  /** Serves the door of this bundle. */
  @Activate
  public PagesServlet(@Reference AdminComponent admin) {
    this.admin = admin;
    door = admin.door();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (request.getRequestURI()) {
      case Paths.HOME -> Page.write(response, Page.home(admin.office(), admin.revision(), report()));
      case Paths.SIGN_IN -> signInPage(request, response);
      case Paths.HEALTH -> health(request, response);
      case Paths.STYLE -> resource(response, "gatehouse.css", "text/css;charset=utf-8");
      case Paths.ICON -> resource(response, "gatehouse.svg", "image/svg+xml");
      default -> notFound(response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (request.getRequestURI()) {
      case Paths.SIGN_IN -> signIn(request, response);
      case Paths.SIGN_OUT -> {
        door.signOut(request, response);
        redirect(response, Paths.SIGN_IN);
      }
      default -> notFound(response);
    }
  }

  private void signInPage(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String to = request.getParameter("to");
    String thenTo = inside(to == null ? Paths.HOME : to);
    if (door.isSignedIn(request)) {
      redirect(response, thenTo);
      return;
    }
    Page.write(response, Page.signIn(admin.office(), thenTo, troubleBefore()));
  }

  private String troubleBefore() {
    return switch (door.password()) {
      case PasswordFile.Kept kept -> "";
      case PasswordFile.Missing missing -> "There is no password yet. Try again in a moment.";
      case PasswordFile.Unusable unusable ->
          "Nobody can sign in at present: the stored password cannot be read. Set a new one with admin:password in the shell of the box.";
    };
  }

  private void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<Map<String, String>> form = form(request);
    if (form.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      Page.write(response, Page.notice("Not understood", "This is not what the sign-in page sends."));
      return;
    }
    String thenTo = inside(form.get().getOrDefault("to", Paths.HOME));
    switch (door.signIn(request, form.get().getOrDefault("user", ""), form.get().getOrDefault("password", ""))) {
      case Door.SignedIn signedIn -> {
        door.admit(request, response, signedIn.token());
        redirect(response, thenTo);
      }
      case Door.Wrong wrong -> {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        Page.write(response, Page.signIn(admin.office(), thenTo, "The user or the password is wrong."));
      }
      case Door.Wait(Duration wait) -> {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        response.setStatus(429);
        response.setHeader("Retry-After", String.valueOf(seconds));
        Page.write(response, Page.signIn(admin.office(), thenTo,
            "There were too many wrong guesses. Try again in " + seconds + (seconds == 1 ? " second." : " seconds.")));
      }
      case Door.Closed closed -> {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        Page.write(response, Page.signIn(admin.office(), thenTo, troubleBefore()));
      }
    }
  }

  /** Reads a form of bounded length; empty if it is none. */
  private static Optional<Map<String, String>> form(HttpServletRequest request) throws IOException {
    String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("application/x-www-form-urlencoded") || request.getContentLengthLong() > LONGEST_FORM) {
      return Optional.empty();
    }
    byte[] bytes;
    try (InputStream body = request.getInputStream()) {
      bytes = body.readNBytes(LONGEST_FORM + 1);
    }
    if (bytes.length > LONGEST_FORM) {
      return Optional.empty();
    }
    Map<String, String> fields = new HashMap<>();
    try {
      for (String pair : new String(bytes, StandardCharsets.UTF_8).split("&")) {
        String[] parts = pair.split("=", 2);
        fields.putIfAbsent(
            URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
            parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(fields);
  }

  /** Returns a place within this server, whatever was asked for. */
  static String inside(String to) {
    boolean inside = to.matches("/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,1000}") && !to.startsWith("//");
    return inside && !to.startsWith(Paths.SIGN_IN) && !to.startsWith(Paths.SIGN_OUT) ? to : Paths.HOME;
  }

  private void health(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HealthReport report = report();
    String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
    response.setHeader("Vary", "Accept, Cookie");
    boolean signedIn = door.isSignedIn(request);
    if (signedIn && accept.contains("text/html")) {
      Page.write(response, Page.health(admin.office(), report));
      return;
    }
    response.setStatus(report.httpStatus());
    HealthReport shown = signedIn ? report : new HealthReport(report.status(), java.util.List.of());
    if (accept.contains("json")) {
      Page.write(response, "application/json", signedIn ? shown.toJson() : "{\"status\":\"" + shown.status() + "\"}\n");
    } else {
      Page.write(response, "text/plain;charset=utf-8", shown.toText());
    }
  }

  private HealthReport report() {
    return HealthReport.of(Optional.ofNullable(executor));
  }

  private void resource(HttpServletResponse response, String name, String type) throws IOException {
    try (InputStream in = PagesServlet.class.getResourceAsStream(name)) {
      if (in == null) {
        notFound(response);
        return;
      }
      response.setHeader("Cache-Control", "max-age=3600");
      Page.write(response, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static void notFound(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    Page.write(response, Page.notice("Nothing here", "There is no such page."));
  }

  private static void redirect(HttpServletResponse response, String to) {
    response.setStatus(303);
    response.setHeader("Location", to);
  }
}
