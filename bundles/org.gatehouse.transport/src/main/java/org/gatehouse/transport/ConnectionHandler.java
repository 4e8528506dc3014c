package org.gatehouse.transport;

import java.io.IOException;

/** What is done about the connections of one port. */
@FunctionalInterface
public interface ConnectionHandler {

  /**
   * Serves one connection from beginning to end, on a virtual thread of its own; it may block. The
   * connection is closed when this returns or throws.
   *
   * @throws IOException when the peer is gone or too slow, which is not logged
   */
  void serve(Connection connection) throws IOException;
}
