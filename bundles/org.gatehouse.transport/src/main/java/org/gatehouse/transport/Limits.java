package org.gatehouse.transport;

import java.time.Duration;

/** What is bounded here, and how. */
final class Limits {

  /** How long a socket that its user closed waits for a successor. */
  static final Duration LINGER = Duration.ofSeconds(3);

  /** How many datagrams one system call receives or sends. */
  static final int BATCH = 64;

  /** How many bytes of waiting datagrams the kernel is asked to keep for one port. */
  static final int BUFFER_BYTES = 4 << 20;

  /** How long a full send buffer is waited for, once in a batch. */
  static final int ROOM_MILLIS = 20;

  /** How long a port rests after the kernel reported an error that is not the port's own doing. */
  static final int ERROR_REST_MILLIS = 20;

  /** How many connections may wait to be accepted on one port. */
  static final int BACKLOG = 512;

  /** How many open TCP connections a port allows at most, whatever its user asks for. */
  static final int CONNECTIONS = 4096;

  /** How often the TCP ports look for peers that take nothing, and end a rest. */
  static final int CHECK_MILLIS = 500;

  /** How long a closing port waits for its connections' handlers to end. */
  static final Duration HANDLERS_END = Duration.ofSeconds(2);

  private Limits() {}
}
