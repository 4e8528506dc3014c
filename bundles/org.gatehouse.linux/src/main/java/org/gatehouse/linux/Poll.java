package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Waits until something can be read from a descriptor, or a bell rings. The thread must be a platform thread.
 * A thread that waits here is not ended by an interrupt or by closing the descriptor: ring the bell.
 */
public final class Poll {

  private static final int ENTRY = 8;

  private final MemorySegment fds;
  private final MemorySegment errno;

  /**
   * Prepares to wait.
   *
   * @param arena lives as long as this is used
   */
  public Poll(Arena arena, UdpSocket socket, Wakeup bell) {
    this(arena, socket.fd(), bell);
  }

  Poll(Arena arena, int fd, Wakeup bell) {
    fds = arena.allocate(2 * ENTRY, 8);
    errno = Libc.errno(arena);
    set(0, fd, Libc.POLLIN);
    set(1, bell.fd(), Libc.POLLIN);
  }

  private void set(int entry, int fd, short events) {
    fds.set(JAVA_INT, entry * ENTRY, fd);
    fds.set(JAVA_SHORT, entry * ENTRY + 4, events);
  }

  /**
   * Waits.
   *
   * @param timeoutMillis -1 for ever
   */
  public void await(int timeoutMillis) {
    Libc.poll(errno, fds, 2, timeoutMillis);
  }

  /**
   * Waits for the bell alone.
   *
   * @param timeoutMillis -1 for ever
   */
  public void awaitBell(int timeoutMillis) {
    Libc.poll(errno, fds.asSlice(ENTRY), 1, timeoutMillis);
  }

  /** Tells whether the descriptor was ready when {@link #await} returned. */
  public boolean isReady() {
    return fds.get(JAVA_SHORT, 6) != 0;
  }
}
