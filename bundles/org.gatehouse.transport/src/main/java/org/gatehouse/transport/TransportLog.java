package org.gatehouse.transport;

import org.gatehouse.machine.MessageLog;
import org.gatehouse.values.Endpoint;
import org.slf4j.Logger;

/** What the transport has to say. */
final class TransportLog extends MessageLog {

  TransportLog(Logger logger) {
    super(logger, "SOCK");
  }

  /** A port was opened; a socket that a predecessor left is taken over with what waits in it. */
  void opened(String protocol, Endpoint local, boolean takenOver) {
    debug(101, "{} {} {}", protocol, local, takenOver ? "taken over" : "opened");
  }

  /** Nobody took over the socket of a closed port, so it was given back to the system. */
  void closed(String protocol, Endpoint local) {
    debug(102, "{} {} closed", protocol, local);
  }

  /**
   * The code behind a port threw an exception: a defect of Gatehouse, not of the peer, who got no answer. It is
   * told once for each user of the port and counted afterwards. Please report it with what follows this line.
   */
  void handlerFailed(Endpoint local, Throwable cause) {
    error(103, cause, "the service on {} failed on a request; further failures are counted only", local);
  }

  /** The kernel reported an error on a socket; the port goes on after a moment. Told once for each user of the port. */
  void kernelError(Endpoint local, int errno) {
    warn(104, "the kernel reported error {} on {}", errno, local);
  }

  /** A connection could not be accepted, because too many files are open most likely; the port tries again soon. */
  void notAccepted(Endpoint local, Throwable cause) {
    warn(105, "a connection on {} was not accepted, it waits: {}", local, String.valueOf(cause.getMessage()));
  }

  /** The thread that accepts connections met an error, and goes on. */
  void acceptorFailed(Throwable cause) {
    error(106, cause, "accepting connections met an error");
  }

  /** A port was closed, and the code behind it still served connections after they were closed: a defect of Gatehouse. */
  void handlersLate(Endpoint local, long seconds) {
    warn(107, "connections of {} were still served {} s after they were closed", local, seconds);
  }
}
