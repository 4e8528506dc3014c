package org.gatehouse.web.admin;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes passwords for people to read off a screen and type, and judges those that people choose. */
final class NewPassword {

  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int GROUPS = 4;
  private static final int GROUP_LENGTH = 5;
  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;

  private NewPassword() {}

  /** Makes one of four groups of five characters that cannot be mistaken for one another: 99 bits. */
  static String make(RandomGenerator random) {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP_LENGTH; i++) {
      if (i > 0 && i % GROUP_LENGTH == 0) {
        password.append('-');
      }
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }

  /** Returns what is wrong with a password that somebody chose, in a sentence with the remedy; nothing if it will do. */
  static Optional<String> fault(String chosen) {
    String password = chosen.strip();
    if (password.length() < SHORTEST) {
      return Optional.of("A password has at least " + SHORTEST + " characters; four unrelated words are easy to remember.");
    }
    if (password.length() > LONGEST) {
      return Optional.of("A password has at most " + LONGEST + " characters.");
    }
    if (password.chars().distinct().count() < 5) {
      return Optional.of("This password repeats a few characters; four unrelated words are better.");
    }
    return Optional.empty();
  }
}
