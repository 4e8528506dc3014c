package org.gatehouse.transport;

import java.io.IOException;

/** Opens TCP ports; a service. */
public interface Connections {

  /**
   * Listens on a port, or takes over the listening socket of an equal local endpoint that was closed
   * a moment ago together with the connections that wait in it.
   *
   * @throws IOException with a sentence for the operator
   */
  ConnectionPort listen(ConnectionSpec spec, ConnectionHandler handler) throws IOException;
}
