package org.gatehouse.transport;

import java.time.Duration;
import org.gatehouse.values.Endpoint;

/**
 * Which TCP port to listen on, and how many may be connected.
 *
 * @param local the address and port; port 0 asks for a free one
 * @param limit how many connections at once; a further one waits to be accepted
 * @param limitPerPeer how many at once from one address; a further one is closed at once
 * @param idle after how long without a byte from the peer a read ends with a time-out
 */
public record ConnectionSpec(Endpoint local, int limit, int limitPerPeer, Duration idle) {}
