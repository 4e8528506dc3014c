package org.gatehouse.web.admin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gatehouse.network.api.NetworkState;

/** The sign-in: one user, one password, sessions by cookie. Every servlet and guard of this bundle asks here. */
final class Door {

  static final String USER = "admin";

  private static final Duration KNOWN_BROWSER = Duration.ofDays(365);
  private static final int HASHES_AT_ONCE = 2;
  private static final int COOKIES_TRIED = 8;

  private final PasswordFile file;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Supplier<AdminSettings> settings;
  private final Supplier<Optional<NetworkState>> network;
  private final AdminLog log;
  private final GuessLimit guesses = new GuessLimit();
  private final Sessions sessions;
  private final Sessions knownBrowsers;
  private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE, true);
  private volatile PasswordFile.Content password;

  Door(
      PasswordFile file,
      SecureRandom random,
      InstantSource clock,
      Supplier<AdminSettings> settings,
      Supplier<Optional<NetworkState>> network,
      AdminLog log) {
    this.file = file;
    this.random = random;
    this.clock = clock;
    this.settings = settings;
    this.network = network;
    this.log = log;
    sessions = new Sessions(random);
    knownBrowsers = new Sessions(random);
    password = file.read();
  }

  /** What became of an attempt to sign in. */
  sealed interface Answer {}

  /**
   * The name and the password were right.
   *
   * @param token the token of the new session
   */
  record SignedIn(String token) implements Answer {}

  /** The name or the password was wrong; which of them is not said. */
  record Wrong() implements Answer {}

  /**
   * Too many guesses came before.
   *
   * @param time for how long
   */
  record Wait(Duration time) implements Answer {}

  /** Nobody can sign in at present. */
  record Closed() implements Answer {}

  /** Returns what is known of the password now. */
  PasswordFile.Content password() {
    return password;
  }

  /** Replaces the password, ends all sessions and forgets all guesses. */
  void setPassword(String next) throws java.io.IOException {
    PasswordHash hash = PasswordHash.of(next, random);
    file.write(hash);
    password = new PasswordFile.Kept(hash);
    sessions.endAll();
    guesses.forget();
  }

  /** Tries a name and a password. */
  Answer signIn(HttpServletRequest request, String user, String candidate) {
    Instant now = clock.instant();
    Optional<String> browser = cookies(request, knownCookie(request)).filter(
        token -> knownBrowsers.use(token, now, KNOWN_BROWSER, KNOWN_BROWSER));
    String peer = browser.map(token -> "browser " + token).orElse(addressKey(request.getRemoteAddr()));
    Duration wait = guesses.ask(peer, browser.isEmpty(), now);
    if (!wait.isZero()) {
      return new Wait(wait);
    }
    if (!(password instanceof PasswordFile.Kept kept)) {
      guesses.succeeded(peer);
      return new Closed();
    }
    Optional<Boolean> right = matches(kept.hash(), candidate);
    if (right.isEmpty()) {
      guesses.succeeded(peer);
      return new Wait(Duration.ofSeconds(1));
    }
    if (!(right.get() & isUser(user))) {
      log.guessedWrong(request.getRemoteAddr());
      return new Wrong();
    }
    guesses.succeeded(peer);
    cookies(request, sessionCookie(request)).ifPresent(sessions::end);
    log.signedIn(request.getRemoteAddr());
    return new SignedIn(sessions.begin(now));
  }

  private static boolean isUser(String user) {
    return java.security.MessageDigest.isEqual(
        USER.getBytes(StandardCharsets.UTF_8), user.strip().getBytes(StandardCharsets.UTF_8));
  }

  /** Checks with few others at once, because each check takes 19 MiB; empty if it is not our turn for too long. */
  private Optional<Boolean> matches(PasswordHash hash, String candidate) {
    try {
      if (!hashing.tryAcquire(5, TimeUnit.SECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(hash.matches(candidate));
    } finally {
      hashing.release();
    }
  }

  /** Gives the browser its session, and a second cookie by which it is known the next time. */
  void admit(HttpServletRequest request, HttpServletResponse response, String token) {
    response.addHeader("Set-Cookie", cookie(request, sessionCookie(request), token, Optional.empty()));
    String known = knownBrowsers.begin(clock.instant());
    response.addHeader("Set-Cookie", cookie(request, knownCookie(request), known, Optional.of(KNOWN_BROWSER)));
  }

  /** Ends the session of the request, if it has one. */
  void signOut(HttpServletRequest request, HttpServletResponse response) {
    all(request, sessionCookie(request)).forEach(sessions::end);
    response.addHeader("Set-Cookie", cookie(request, sessionCookie(request), "", Optional.of(Duration.ZERO)));
    log.signedOut(request.getRemoteAddr());
  }

  /** Tells whether somebody is signed in. */
  boolean isSignedIn(HttpServletRequest request) {
    AdminSettings now = settings.get();
    for (String token : all(request, sessionCookie(request))) {
      if (sessions.use(token, clock.instant(), now.idle(), now.longest())) {
        return true;
      }
    }
    return false;
  }

  /** Decides what happens to a request. */
  Guard.Verdict judge(HttpServletRequest request) {
    Guard.Verdict verdict = Guard.judge(
        new Asked(
            request.getMethod(),
            request.getRequestURI(),
            Optional.ofNullable(request.getQueryString()).orElse(""),
            request.isSecure(),
            Optional.ofNullable(request.getHeader("Host")),
            request.getLocalAddr(),
            Optional.ofNullable(request.getHeader("Origin")),
            Optional.ofNullable(request.getHeader("Referer")),
            Optional.ofNullable(request.getHeader("Sec-Fetch-Site"))),
        names(),
        isSignedIn(request));
    if (verdict instanceof Guard.TurnAway away) {
      log.turnedAway(request.getRemoteAddr(), request.getMethod(), request.getRequestURI(), away.sentence());
    }
    return verdict;
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>(settings.get().hosts());
    names.addAll(List.of("localhost", "127.0.0.1", "::1"));
    network.get().ifPresent(state -> {
      names.add("admin." + state.domain().text());
      state.lan().ip4().ifPresent(ip -> names.add(ip.address().toString()));
      state.lan().ip6().ifPresent(ip -> names.add(ip.address().toString()));
    });
    return names;
  }

  private static String sessionCookie(HttpServletRequest request) {
    return request.isSecure() ? "__Host-gatehouse" : "gatehouse";
  }

  private static String knownCookie(HttpServletRequest request) {
    return request.isSecure() ? "__Host-gatehouse-known" : "gatehouse-known";
  }

  private static String cookie(HttpServletRequest request, String name, String value, Optional<Duration> life) {
    return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict"
        + (request.isSecure() ? "; Secure" : "")
        + life.map(duration -> "; Max-Age=" + duration.toSeconds()).orElse("");
  }

  private static Optional<String> cookies(HttpServletRequest request, String name) {
    return all(request, name).stream().findFirst();
  }

  /** Returns the values of a cookie; a neighbour on another port of the same host can add some of his own. */
  private static List<String> all(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : java.util.Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .limit(COOKIES_TRIED)
            .toList();
  }

  /** Returns what an address is counted by: an IPv4 address whole, an IPv6 address by its network. */
  private static String addressKey(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length == 4 ? address : java.util.HexFormat.of().formatHex(bytes, 0, 8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
