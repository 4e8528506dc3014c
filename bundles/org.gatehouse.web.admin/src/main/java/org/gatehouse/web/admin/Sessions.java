package org.gatehouse.web.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Who is signed in. Only hashes of the tokens are kept, and only so many; the one that was quiet longest goes first. */
final class Sessions {

  /** How many can be signed in at once. */
  static final int MOST = 64;

  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_LENGTH = 43;

  private final SecureRandom random;
  private final Map<String, Session> sessions = new HashMap<>();

  Sessions(SecureRandom random) {
    this.random = random;
  }

  private record Session(Instant begun, Instant used) {}

  /** Begins a session and returns its token, which is nowhere else. */
  synchronized String begin(Instant now) {
    if (sessions.size() >= MOST) {
      sessions.entrySet().stream()
          .min(Map.Entry.comparingByValue((a, b) -> a.used().compareTo(b.used())))
          .map(Map.Entry::getKey)
          .ifPresent(sessions::remove);
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    sessions.put(hash(token), new Session(now, now));
    return token;
  }

  /** Tells whether the token is that of a living session, and keeps it alive. */
  synchronized boolean use(String token, Instant now, Duration idle, Duration longest) {
    if (token.length() != TOKEN_LENGTH) {
      return false;
    }
    String key = hash(token);
    Session session = sessions.get(key);
    if (session == null) {
      return false;
    }
    if (now.isAfter(session.used().plus(idle)) || now.isAfter(session.begun().plus(longest))) {
      sessions.remove(key);
      return false;
    }
    sessions.put(key, new Session(session.begun(), now));
    return true;
  }

  /** Ends a session, if there is one of that token. */
  synchronized void end(String token) {
    sessions.remove(hash(token));
  }

  /** Ends all sessions. */
  synchronized void endAll() {
    sessions.clear();
  }

  synchronized int size() {
    return sessions.size();
  }

  private static String hash(String token) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
