package org.gatehouse.transport;

import org.gatehouse.values.Endpoint;

/** A TCP port that is listened on. */
public interface ConnectionPort extends AutoCloseable {

  /** Returns the address and the port, also where the system chose it. */
  Endpoint local();

  /** Returns how many connections are open. */
  int open();

  /** Closes the open connections and accepts no more; the listening socket stays open for a while for a successor. */
  @Override
  void close();
}
