package org.gatehouse.web.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The pages as HTML. They have no scripts; what is not written here was escaped by {@link #text}. */
final class Page {

  private Page() {}

  /** Sends a page. */
  static void write(HttpServletResponse response, String html) throws IOException {
    write(response, "text/html;charset=utf-8", html);
  }

  /** Sends text of a type. */
  static void write(HttpServletResponse response, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setContentType(type);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Returns a text with everything escaped that means something in HTML, also within quotation marks. */
  static String text(String plain) {
    StringBuilder html = new StringBuilder(plain.length());
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '&' -> html.append("&amp;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c < 0x20 && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
    return html.toString();
  }

  /** Returns the sign-in page. */
  static String signIn(String office, String thenTo, String trouble) {
    return narrow("Sign in", """
        <h1>%s</h1>
        <p class="quiet">Administration of the box</p>
        %s
        <form method="post" action="%s">
          <input type="hidden" name="to" value="%s">
          <label for="user">User</label>
          <input id="user" name="user" value="admin" autocomplete="username" autocapitalize="none" spellcheck="false" required>
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required autofocus>
          <button type="submit">Sign in</button>
        </form>
        <details>
          <summary>Where is the password?</summary>
          <p>It was shown once, when the box was first started. <code>admin:password</code> in the shell of the box makes a new one.</p>
        </details>
        """.formatted(text(office), trouble.isEmpty() ? "" : "<p class=\"trouble\" role=\"alert\">" + text(trouble) + "</p>",
            Paths.SIGN_IN, text(thenTo)));
  }

  /** Returns a page that says one thing. */
  static String notice(String title, String sentence) {
    return narrow(title, """
        <h1>%s</h1>
        <p>%s</p>
        <p><a href="%s">To the first page</a></p>
        """.formatted(text(title), text(sentence), Paths.HOME));
  }

  /** Returns the home page. */
  static String home(String office, String revision, HealthReport health) {
    return wide(office, """
        <h1>%s</h1>
        <p class="state %s"><span class="dot" aria-hidden="true"></span>%s</p>
        %s
        <h2>How things are</h2>
        <ul class="tiles">
        %s</ul>
        <h2>Where to go</h2>
        <ul class="ways">
          <li><a href="%s">Health</a><span>Every check with all that it found</span></li>
          <li><a href="%s">System console</a><span>Settings, bundles, services and log, for those who know OSGi</span></li>
        </ul>
        """.formatted(
            text(office),
            health.status().word(),
            text(health.sentence()) + (revision.isEmpty() ? "" : "<span class=\"quiet\">Revision " + text(revision) + "</span>"),
            needs(health),
            tiles(health.checks()),
            Paths.HEALTH,
            Paths.CONSOLE));
  }

  /** Returns the health page with all its details. */
  static String health(String office, HealthReport health) {
    StringBuilder checks = new StringBuilder();
    for (HealthReport.Check check : health.checks()) {
      checks.append("""
          <section class="card">
            <h2><span class="dot %s" aria-hidden="true"></span>%s <span class="quiet">%s</span></h2>
            <ul class="entries">
          """.formatted(check.status().word(), text(check.name()), check.status().label()));
      for (HealthReport.Entry entry : check.entries()) {
        checks.append("    <li class=\"%s\">%s</li>\n".formatted(entry.status().word(), text(entry.text())));
      }
      checks.append("  </ul>\n</section>\n");
    }
    return wide("Health · " + office, """
        <h1>Health</h1>
        <p class="state %s"><span class="dot" aria-hidden="true"></span>%s</p>
        %s""".formatted(health.status().word(), text(health.sentence()), checks));
  }

  private static String needs(HealthReport health) {
    StringBuilder html = new StringBuilder();
    for (HealthReport.Check check : health.checks()) {
      for (HealthReport.Entry entry : check.entries()) {
        if (entry.status() != HealthReport.Status.OK) {
          html.append("  <li class=\"%s\"><span class=\"dot\" aria-hidden=\"true\"></span><div><strong>%s</strong><p>%s</p></div></li>\n"
              .formatted(entry.status().word(), text(check.name()), text(entry.text())));
        }
      }
    }
    return html.isEmpty() ? "" : "<h2>What needs you</h2>\n<ul class=\"needs card\">\n" + html + "</ul>\n";
  }

  private static String tiles(List<HealthReport.Check> checks) {
    StringBuilder html = new StringBuilder();
    for (HealthReport.Check check : checks) {
      html.append("  <li class=\"card %s\"><span class=\"dot\" aria-hidden=\"true\"></span><strong>%s</strong><span>%s</span></li>\n"
          .formatted(check.status().word(), text(check.name()), text(check.summary())));
    }
    return html.toString();
  }

  private static String narrow(String title, String body) {
    return document(title, "<main class=\"narrow card\">\n<img src=\"" + Paths.ICON + "\" alt=\"\" width=\"44\" height=\"44\">\n" + body
        + "</main>\n");
  }

  private static String wide(String title, String body) {
    return document(title, """
        <header>
          <a class="brand" href="%s"><img src="%s" alt="" width="28" height="28">Gatehouse</a>
          <nav aria-label="Pages"><a href="%s">Overview</a><a href="%s">Health</a><a href="%s">System console</a></nav>
          <form method="post" action="%s"><button class="plain" type="submit">Sign out</button></form>
        </header>
        <main>
        %s</main>
        """.formatted(Paths.HOME, Paths.ICON, Paths.HOME, Paths.HEALTH, Paths.CONSOLE, Paths.SIGN_OUT, body));
  }

  private static String document(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s · Gatehouse</title>
        <link rel="icon" href="%s" type="image/svg+xml">
        <link rel="stylesheet" href="%s">
        </head>
        <body>
        %s</body>
        </html>
        """.formatted(text(title), Paths.ICON, Paths.STYLE, body);
  }
}
