package org.gatehouse.web.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down those who guess passwords. Each address may guess wrong a few times at once and then
 * once in a while; all strangers together may guess only so often. A browser that has signed in
 * before has an allowance of its own, so that a guesser cannot keep the operator out, not even from
 * the operator's own address.
 */
final class GuessLimit {

  /** How many wrong guesses an address has at once, and how long it takes for one to come back. */
  static final int GUESSES = 5;

  static final Duration ONE_COMES_BACK = Duration.ofSeconds(20);

  /** The same for all strangers together. */
  static final int GUESSES_OF_ALL = 30;

  static final Duration ONE_OF_ALL_COMES_BACK = Duration.ofSeconds(2);

  /** How many addresses are remembered; the one that was quiet longest is forgotten first. */
  static final int ADDRESSES = 1024;

  private final Map<String, Allowance> addresses =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > ADDRESSES;
        }
      };
  private Allowance all = new Allowance(GUESSES_OF_ALL, Instant.MIN);

  /** A number of guesses as it was at an instant; more come back with time. */
  private record Allowance(double guesses, Instant at) {
    Allowance then(Instant now, int most, Duration oneComesBack) {
      if (at.equals(Instant.MIN) || !now.isAfter(at)) {
        return new Allowance(guesses, now);
      }
      double back = Duration.between(at, now).toMillis() / (double) oneComesBack.toMillis();
      return new Allowance(Math.min(most, guesses + back), now);
    }

    Allowance less() {
      return new Allowance(guesses - 1, at);
    }

    Duration wait(Duration oneComesBack) {
      return guesses >= 1 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil((1 - guesses) * oneComesBack.toMillis()));
    }
  }

  /**
   * Asks to try a password, and counts the attempt as wrong until {@link #succeeded} takes that back.
   *
   * @param peer the address that asks, or what a browser that signed in before is known by
   * @param stranger whether the peer shares the allowance of all strangers
   * @return zero to go on, or how long to wait; an attempt that has to wait is not counted
   */
  synchronized Duration ask(String peer, boolean stranger, Instant now) {
    Allowance own = addresses.getOrDefault(peer, new Allowance(GUESSES, now)).then(now, GUESSES, ONE_COMES_BACK);
    all = all.then(now, GUESSES_OF_ALL, ONE_OF_ALL_COMES_BACK);
    Duration wait = own.wait(ONE_COMES_BACK);
    if (stranger) {
      Duration waitOfAll = all.wait(ONE_OF_ALL_COMES_BACK);
      wait = wait.compareTo(waitOfAll) >= 0 ? wait : waitOfAll;
    }
    if (wait.isZero()) {
      own = own.less();
      if (stranger) {
        all = all.less();
      }
    }
    addresses.put(peer, own);
    return wait;
  }

  /** Notes that the peer gave the right password. */
  synchronized void succeeded(String peer) {
    addresses.remove(peer);
  }

  /** Forgets all guesses, as when the operator sets a new password. */
  synchronized void forget() {
    addresses.clear();
    all = new Allowance(GUESSES_OF_ALL, Instant.MIN);
  }

  synchronized int remembered() {
    return addresses.size();
  }
}
