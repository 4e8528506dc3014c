package org.gatehouse.transport;

import java.io.IOException;

/** Opens UDP ports; a service. */
public interface Datagrams {

  /**
   * Opens a port, or takes over the socket of an equal {@code spec} that was closed a moment ago
   * together with what waits in it.
   *
   * @throws IOException with a sentence for the operator: the port is taken, the address is not ours, no permission
   */
  DatagramPort open(DatagramSpec spec, DatagramHandler handler) throws IOException;
}
