package org.gatehouse.web.admin;

import org.gatehouse.machine.MessageLog;
import org.gatehouse.values.Problem;
import org.slf4j.Logger;

/** What the administration pages have to say. A password appears in none of these. */
final class AdminLog extends MessageLog {

  AdminLog(Logger logger) {
    super(logger, "WEB");
  }

  /** A setting was refused; the last good settings stay in force until all problems are corrected. */
  void refused(Problem problem) {
    warn(101, "refused: {}", problem);
  }

  /** There was no password for the administration yet, so one was made; it was shown once where the box was started. */
  void passwordMade() {
    info(102, "made a password for the user admin; admin:password in the shell makes another");
  }

  /** Somebody set a new password in the shell; everybody who was signed in has to sign in again. */
  void passwordSet() {
    info(103, "the password of the user admin was changed in the shell; all sessions are ended");
  }

  /** The file with the password's hash cannot be used, so nobody can sign in; admin:password in the shell sets a new password. */
  void passwordUnusable(String reason) {
    warn(104, "nobody can sign in: {}. Set a new password with admin:password in the shell.", reason);
  }

  /** A new password could not be written to the disk; what was in force before stays. */
  void passwordNotKept(Exception cause) {
    error(105, cause, "the password of the user admin could not be written");
  }

  /** Somebody signed in from this address. */
  void signedIn(String peer) {
    info(110, "admin signed in from {}", peer);
  }

  /** Somebody gave a wrong name or password; a few of these are mistakes, many are somebody who guesses. */
  void guessedWrong(String peer) {
    warn(111, "a sign-in from {} was refused: wrong name or password", peer);
  }

  /** An address guessed so often that it has to wait; said once each time it begins. */
  void mustWait(String peer, long seconds) {
    warn(112, "too many wrong sign-ins; {} has to wait {} s", peer, seconds);
  }

  /** Somebody signed out. */
  void signedOut(String peer) {
    info(113, "admin signed out from {}", peer);
  }

  /** A request that a foreign web page may have sent was turned away; if a colleague did it, see the setting for further names. */
  void turnedAway(String peer, String method, String path, String why) {
    debug(120, "turned away {} {} from {}: {}", method, path, peer, why);
  }
}
