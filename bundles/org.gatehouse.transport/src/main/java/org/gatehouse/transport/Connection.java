package org.gatehouse.transport;

import java.io.InputStream;
import java.io.OutputStream;
import org.gatehouse.values.Endpoint;

/** A TCP connection. */
public interface Connection {

  /** Returns the other end. */
  Endpoint peer();

  /** Returns our end. */
  Endpoint local();

  /** Returns what the peer sends, buffered; a read that waits longer than allowed throws SocketTimeoutException. */
  InputStream in();

  /** Returns what goes to the peer, buffered: flush it. */
  OutputStream out();
}
