package org.gatehouse.time;

import org.gatehouse.machine.MessageLog;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Problem;
import org.slf4j.Logger;

/** What the clock has to say. */
final class TimeLog extends MessageLog {

  TimeLog(Logger logger) {
    super(logger, "TIME");
  }

  /** The time is served on this address from now on. */
  void listening(Endpoint local) {
    info(101, "the time is served on {}", local);
  }

  /** A setting was refused; the last good settings stay in force until all problems are corrected. */
  void refused(Problem problem) {
    warn(102, "refused: {}", problem);
  }

  /** A port could not be opened; it is tried again every now and then. The text says what to do. */
  void notListening(String why) {
    warn(103, "{}", new StringBuilder(why));
  }

  /** What the server says of its clock is something else from now on. */
  void stated(Statement now) {
    info(104, "stratum {}: {}", now.stratum(), new StringBuilder(now.why()));
  }

  /** A time server of the outside cannot be used. */
  void sourceTrouble(TimeState.Source source) {
    warn(105, "time server {}: {}", source.name(), new StringBuilder(source.trouble()));
  }

  /** A time server of the outside can be used again. */
  void sourceGood(TimeState.Source source) {
    info(106, "time server {} is in use", source.name());
  }

  /** Something that must not happen happened in the clock's own code; please report it with what follows. */
  void defect(Throwable cause) {
    error(107, cause, "an error of the program; the clock goes on");
  }
}
