package org.gatehouse.web.admin;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what happens to a request before anything else sees it. Three questions, in this order:
 * was the box called by a name of its own (otherwise a foreign page may have bent a name to our
 * address), did one of our own pages send it (otherwise a foreign page uses the operator's cookie),
 * and is somebody signed in. All but a few pages named here need all three.
 */
final class Guard {

  /** The pages that need no sign-in, compared with the path exactly as sent. */
  static final Set<String> PUBLIC = Set.of(Paths.SIGN_IN, Paths.HEALTH, Paths.STYLE, Paths.ICON);

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> WRITING = Set.of("POST", "PUT", "DELETE", "PATCH");

  /** Parameters by which pages of the system console change something even when they are only read. */
  private static final Set<String> ACTING = Set.of("post", "action", "apply", "delete", "create", "update", "unbind");

  private Guard() {}

  /** What the guard decided. */
  sealed interface Verdict {}

  /** The request goes on. */
  record Pass() implements Verdict {}

  /**
   * Somebody has to sign in first.
   *
   * @param thenTo where to go afterwards
   */
  record SignInFirst(String thenTo) implements Verdict {}

  /** A link on a foreign page led into the inside; the home page is as far as it gets. */
  record ToHome() implements Verdict {}

  /**
   * The request is turned away.
   *
   * @param status the HTTP status
   * @param sentence what is wrong and what to do, for a person
   */
  record TurnAway(int status, String sentence) implements Verdict {}

  /** Decides on a request. */
  static Verdict judge(Asked asked, Set<String> names, boolean signedIn) {
    if (!READING.contains(asked.method()) && !WRITING.contains(asked.method())) {
      return new TurnAway(405, "This method is not served here.");
    }
    Optional<String> host = asked.host().map(text -> text.toLowerCase(Locale.ROOT));
    if (host.isEmpty() || !isOurs(nameOf(host.get()), names, asked.localAddress())) {
      return new TurnAway(421, "The box does not answer to this name. Use one of its own names or its address; "
          + "further names are a setting of the administration pages.");
    }
    Provenance provenance = provenance(asked, host.get());
    boolean changing = WRITING.contains(asked.method()) || isActing(asked);
    if (changing && provenance != Provenance.OURS) {
      return new TurnAway(403, "This request did not come from a page of this box, so it was not carried out.");
    }
    if (PUBLIC.contains(asked.path())) {
      return new Pass();
    }
    if (!signedIn) {
      return changing
          ? new TurnAway(401, "Sign in first.")
          : new SignInFirst(asked.path() + (asked.query().isEmpty() ? "" : "?" + asked.query()));
    }
    if (provenance == Provenance.FOREIGN && !asked.path().equals(Paths.HOME)) {
      return new ToHome();
    }
    return new Pass();
  }

  private enum Provenance {
    OURS,
    UNKNOWN,
    FOREIGN
  }

  private static Provenance provenance(Asked asked, String host) {
    String own = (asked.secure() ? "https://" : "http://") + host;
    if (asked.origin().isPresent() && !asked.origin().get().toLowerCase(Locale.ROOT).equals(own)) {
      return Provenance.FOREIGN;
    }
    if (asked.fetchSite().isPresent()) {
      return switch (asked.fetchSite().get()) {
        case "same-origin" -> Provenance.OURS;
        case "none" -> asked.origin().isPresent() ? Provenance.OURS : Provenance.UNKNOWN;
        default -> Provenance.FOREIGN;
      };
    }
    if (asked.origin().isPresent()) {
      return Provenance.OURS;
    }
    if (asked.referer().isPresent()) {
      return originOf(asked.referer().get()).equals(own) ? Provenance.OURS : Provenance.FOREIGN;
    }
    return Provenance.UNKNOWN;
  }

  private static String originOf(String referer) {
    try {
      URI uri = new URI(referer);
      return (uri.getScheme() + "://" + uri.getAuthority()).toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return "";
    }
  }

  /** Returns the name in a Host header, without port and brackets; "" if there is none to be found. */
  private static String nameOf(String host) {
    int end = host.startsWith("[") ? host.indexOf(']') : host.indexOf(':');
    String port = end < 0 ? "" : host.substring(host.startsWith("[") ? end + 1 : end);
    if (host.startsWith("[") && end < 0 || !port.matches("(:[0-9]{1,5})?")) {
      return "";
    }
    String name = end < 0 ? host : host.substring(host.startsWith("[") ? 1 : 0, end);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isOurs(String name, Set<String> names, String localAddress) {
    return !name.isEmpty() && (names.contains(name) || name.equals(localAddress));
  }

  private static boolean isActing(Asked asked) {
    if (asked.path().contains("logout")) {
      return true;
    }
    for (String pair : asked.query().split("[&;]")) {
      if (ACTING.contains(decoded(pair.split("=", 2)[0]).strip().toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "post";
    }
  }
}
