package org.gatehouse.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** The real web server and the real system console behind this bundle. */
final class AdministrationTest {

  private static final List<String> CONSOLE = List.of(
      "/system/console", "/system/console/", "/system/console/bundles", "/system/console/bundles.json", "/system/console/bundles/0.json",
      "/system/console/configMgr", "/system/console/configMgr/org.apache.felix.http", "/system/console/configMgr/*.json",
      "/system/console/services", "/system/console/services.json", "/system/console/licenses", "/system/console/vmstat",
      "/system/console/status-Threads", "/system/console/status-Threads.txt", "/system/console/status-Configurations.zip",
      "/system/console/status-System%20Properties", "/system/console/logs", "/system/console/depfinder", "/system/console/logout",
      "/system/console/res/ui/admin.css", "/system/console/res/lib/jquery-3.6.0.js", "/system/console/bundles/upload",
      "//system/console/bundles", "/system//console/bundles", "/system/./console/bundles", "/sign-in/../system/console/bundles",
      "/health/..;/system/console/bundles", "/sign-in;/../system/console/bundles", "/%73ystem/console/bundles",
      "/system/console/bundles;a=b", "/system/console/bundles?x=/sign-in", "/system/console/gatehouse.css", "/checks", "/nothing");

  @TempDir static Path home;
  private static Box box;
  private static String password;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    box = Box.start(home);
    box.waitForPages();
    box.waitForConsole();
    String answer = box.command();
    Matcher shown = Pattern.compile("is now (\\S+)").matcher(answer);
    assertTrue(shown.find(), answer);
    password = shown.group(1);
    Box.configure(box.context(), "org.apache.felix.hc.core.impl.servlet.HealthCheckExecutorServlet", Map.of("servletPath", "/checks"));
    Box.waitFor(box.context(), "(osgi.http.whiteboard.servlet.pattern=/checks)");
    Box.waitFor(box.context(), "(objectClass=org.apache.felix.hc.api.execution.HealthCheckExecutor)");
  }

  @AfterAll
  static void stop() throws Exception {
    box.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(origin() + path));
  }

  private static String origin() {
    return "http://127.0.0.1:" + box.port();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.BodyPublisher form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(pairs[i]).append('=').append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return HttpRequest.BodyPublishers.ofString(form.toString());
  }

  private HttpRequest.Builder signInWith(String user, String candidate) {
    return to("/sign-in")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", origin())
        .POST(form("user", user, "password", candidate, "to", "/system/console/bundles"));
  }

  private String signIn() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(signInWith("admin", password));
    assertEquals(303, answer.statusCode(), answer.body());
    assertEquals("/system/console/bundles", answer.headers().firstValue("Location").orElseThrow());
    return cookies(answer);
  }

  private static String cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .collect(Collectors.joining("; "));
  }

  private static String rawGet(String path, String... headers) throws IOException {
    return box.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + box.port() + "\r\n"
        + String.join("", java.util.Arrays.stream(headers).map(header -> header + "\r\n").toList()) + "Connection: close\r\n\r\n");
  }

  @Test
  void nothingIsReachedWithoutSignIn() throws Exception {
    for (String path : CONSOLE) {
      String answer = rawGet(path, "Sec-Fetch-Site: none");
      int status = Integer.parseInt(answer.split(" ")[1]);
      assertTrue(List.of(303, 400, 401, 403).contains(status), path + " → " + answer);
      assertFalse(answer.contains("/bundles.js") || answer.contains("Felix"), path + " → " + answer);
      if (status == 303) {
        assertTrue(answer.contains("Location: /sign-in?to="), answer);
      }
    }
  }

  @Test
  void aWrongCookieOpensNothing() throws Exception {
    String foreign = "gatehouse=" + "A".repeat(43);
    assertTrue(rawGet("/system/console/bundles", "Cookie: " + foreign).startsWith("HTTP/1.1 303"));
    assertTrue(rawGet("/system/console/bundles", "Cookie: gatehouse=; gatehouse=x; JSESSIONID=1").startsWith("HTTP/1.1 303"));
  }

  @Test
  void theConsolesOwnPasswordIsNeverConsulted() throws Exception {
    String basic = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));
    assertEquals(303, send(to("/system/console/bundles").header("Authorization", "Basic " + basic)).statusCode());
    assertEquals(403, send(signInWith("admin", "admin")).statusCode());
  }

  @Test
  void signInOpensTheConsoleAndSignOutClosesIt() throws Exception {
    String cookies = signIn();
    HttpResponse<String> page = send(to("/system/console/bundles").header("Cookie", cookies));
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("/bundles.js"), page.body());
    assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
    assertEquals(200, send(to("/system/console/bundles.json").header("Cookie", cookies)).statusCode());
    HttpResponse<String> out = send(to("/sign-out").header("Cookie", cookies).header("Origin", origin())
        .POST(HttpRequest.BodyPublishers.noBody()));
    assertEquals(303, out.statusCode());
    assertEquals(303, send(to("/system/console/bundles").header("Cookie", cookies)).statusCode());
  }

  @Test
  void theConsolesOwnLogoutEndsTheSession() throws Exception {
    String cookies = signIn();
    assertEquals(403, send(to("/system/console/logout").header("Cookie", cookies)).statusCode());
    send(to("/system/console/logout").header("Cookie", cookies).header("Sec-Fetch-Site", "same-origin"));
    assertEquals(303, send(to("/system/console/bundles").header("Cookie", cookies)).statusCode());
  }

  @Test
  void cookiesAreForThisHostAndNotForScripts() throws Exception {
    List<String> cookies = send(signInWith("admin", password)).headers().allValues("Set-Cookie");
    assertEquals(2, cookies.size());
    for (String cookie : cookies) {
      assertTrue(cookie.contains("; Path=/; HttpOnly; SameSite=Strict"), cookie);
      assertFalse(cookie.contains("Domain"), cookie);
    }
  }

  @Test
  void everySignInHasATokenOfItsOwnAndEndsTheOneBefore() throws Exception {
    String first = signIn();
    HttpResponse<String> again = send(signInWith("admin", password).header("Cookie", first));
    assertFalse(first.contains(cookies(again).split(";")[0]));
    assertEquals(303, send(to("/").header("Cookie", first)).statusCode());
    assertEquals(200, send(to("/").header("Cookie", cookies(again))).statusCode());
  }

  @Test
  void aPostFromElsewhereIsNotCarriedOut() throws Exception {
    String cookies = signIn();
    for (List<String> header : List.of(
        List.of("Origin", "http://evil.example"),
        List.of("Origin", "null"),
        List.of("Origin", "http://127.0.0.1:1"),
        List.of("Origin", "https://127.0.0.1:" + box.port()),
        List.of("Referer", "http://evil.example/127.0.0.1:" + box.port()),
        List.of("Sec-Fetch-Site", "cross-site"),
        List.of("Sec-Fetch-Site", "same-site"),
        List.of("X-Nothing", "at all"))) {
      HttpRequest.Builder post = to("/system/console/bundles/0").header("Cookie", cookies).header(header.getFirst(), header.getLast())
          .header("Content-Type", "application/x-www-form-urlencoded").POST(form("action", "refreshPackages"));
      assertEquals(403, send(post).statusCode(), header.toString());
    }
    HttpRequest.Builder own = to("/system/console/bundles/0").header("Cookie", cookies).header("Origin", origin())
        .header("Content-Type", "application/x-www-form-urlencoded").POST(form("action", "nothing"));
    assertEquals(200, send(own).statusCode());
  }

  /** The console's settings page changes settings by GET when asked with post=true. */
  @Test
  void aGetThatChangesSomethingIsHeldToTheSameRule() throws Exception {
    String cookies = signIn();
    String change = "/system/console/configMgr/some.pid?p%6Fst=true&apply=true&propertylist=a&a=1&factoryPid=";
    assertEquals(403, send(to(change).header("Cookie", cookies)).statusCode());
    assertEquals(403, send(to(change).header("Cookie", cookies).header("Sec-Fetch-Site", "same-site")).statusCode());
    assertEquals(403, send(to(change).header("Cookie", cookies).header("Sec-Fetch-Site", "none")).statusCode());
    HttpResponse<String> list = send(to("/system/console/configMgr").header("Cookie", cookies));
    assertFalse(list.body().contains("some.pid"));
  }

  @Test
  void aLinkOnAForeignPageLeadsNoFurtherThanHome() throws Exception {
    String cookies = signIn();
    HttpResponse<String> answer = send(to("/system/console/bundles").header("Cookie", cookies).header("Sec-Fetch-Site", "same-site"));
    assertEquals(303, answer.statusCode());
    assertEquals("/", answer.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void aNameThatIsNotOursIsNotAnsweredTo() throws Exception {
    String cookies = signIn();
    for (String host : List.of("evil.example", "evil.example:" + box.port(), "127.0.0.1.evil.example", "localhost.evil.example", "10.1.2.3",
        "[::2]", "admin.office.lan@evil.example", "localhost:port")) {
      for (String path : List.of("/", "/sign-in", "/health", "/system/console/bundles")) {
        String answer = box.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nCookie: " + cookies + "\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 421") || answer.startsWith("HTTP/1.1 400"), host + path + " → " + answer);
      }
    }
    assertTrue(box.raw("GET /sign-in HTTP/1.1\r\nHost: LocalHost:" + box.port() + "\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 200"));
    assertTrue(box.raw("GET /sign-in HTTP/1.1\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 400"));
    assertTrue(box.raw("GET /sign-in HTTP/1.0\r\n\r\n").startsWith("HTTP/1.1 421"));
  }

  @Test
  void healthSaysOneWordToStrangersAndAllToThoseSignedIn() throws Exception {
    HttpResponse<String> word = send(to("/health"));
    assertTrue(List.of("OK\n", "WARN\n").contains(word.body()), word.body());
    assertEquals(200, word.statusCode());
    HttpResponse<String> json = send(to("/health").header("Accept", "application/json"));
    assertTrue(json.body().matches("\\{\"status\":\"(OK|WARN)\"}\n"), json.body());
    String cookies = signIn();
    HttpResponse<String> all = send(to("/health").header("Accept", "application/json").header("Cookie", cookies));
    assertTrue(all.body().contains("\"name\":\"Administration\""), all.body());
    HttpResponse<String> page = send(to("/health").header("Accept", "text/html,*/*").header("Cookie", cookies));
    assertTrue(page.body().contains("asks for a password"), page.body());
  }

  @Test
  void theHomePageLeadsOn() throws Exception {
    HttpResponse<String> page = send(to("/").header("Cookie", signIn()));
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("href=\"/system/console\""), page.body());
    assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'"));
    assertEquals("DENY", page.headers().firstValue("X-Frame-Options").orElse(""));
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
  }

  @Test
  void signInLeadsOnlyInside() throws Exception {
    for (String to : List.of("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nX: y", "/sign-out")) {
      HttpResponse<String> answer = send(to("/sign-in").header("Content-Type", "application/x-www-form-urlencoded")
          .header("Origin", origin()).POST(form("user", "admin", "password", password, "to", to)));
      assertEquals("/", answer.headers().firstValue("Location").orElseThrow(), to);
    }
  }

  @Test
  void whatIsGivenComesBackEscaped() throws Exception {
    HttpResponse<String> page = send(to("/sign-in?to=" + URLEncoder.encode("/\"><script>alert(1)</script>", StandardCharsets.UTF_8)));
    assertFalse(page.body().contains("<script"), page.body());
  }

  @Test
  void aFormThatIsTooLongIsNotRead() throws Exception {
    HttpRequest.Builder post = to("/sign-in").header("Content-Type", "application/x-www-form-urlencoded").header("Origin", origin());
    assertEquals(400, send(post.POST(form("user", "admin", "password", "x".repeat(5000)))).statusCode());
    assertTrue(box.raw("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").matches("(?s)HTTP/1.1 4(14|31).*"));
  }

  @Test
  void methodsThatNobodyNeedsAreNotServed() throws Exception {
    for (String method : List.of("TRACE", "OPTIONS", "CONNECT", "PROPFIND", "get")) {
      String answer = box.raw(method + " /system/console HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
      assertTrue(answer.matches("(?s)HTTP/1.1 (400|405|501).*"), method + " → " + answer);
    }
  }

  @Test
  void smuggledRequestsAreRefused() throws Exception {
    String both = box.raw("POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        + "GET /system/console/bundles HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assertTrue(both.startsWith("HTTP/1.1 400"), both);
    String twice = box.raw("POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde");
    assertTrue(twice.startsWith("HTTP/1.1 400"), twice);
    String hosts = box.raw("GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertTrue(hosts.startsWith("HTTP/1.1 400"), hosts);
  }

  @Test
  void thePasswordIsOnTheDiskOnlyAsAHashThatItsOwnerCanRead() throws Exception {
    Path folder = home.resolve("data/org.gatehouse.web.admin");
    try (var files = Files.list(folder)) {
      assertEquals(List.of("admin.password"), files.map(file -> file.getFileName().toString()).toList());
    }
    Path file = folder.resolve("admin.password");
    assertTrue(Files.readString(file).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
  }

  @Test
  void withoutThisBundleTheConsoleIsNotThereAtAll() throws Exception {
    String cookies = signIn();
    Bundle own = box.bundle("org.gatehouse.web.admin");
    own.stop();
    try {
      String basic = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));
      for (String path : List.of("/system/console", "/system/console/bundles", "/system/console/configMgr", "/system/console/res/ui/admin.css")) {
        for (List<String> header : List.of(List.of("X-Nothing", ""), List.of("Authorization", "Basic " + basic), List.of("Cookie", cookies))) {
          HttpResponse<String> answer = send(to(path).header(header.getFirst(), header.getLast()));
          assertEquals(404, answer.statusCode(), path + header);
        }
      }
    } finally {
      own.start();
    }
    box.waitForPages();
    box.waitForConsole();
    assertEquals(303, send(to("/system/console/bundles").header("Cookie", cookies)).statusCode());
    assertEquals(200, send(to("/system/console/bundles").header("Cookie", signIn())).statusCode());
  }
}
