package org.gatehouse.linux;

/** A bell that ends another thread's {@link Poll#await}: an eventfd, which closing the other descriptor is not. */
public final class Wakeup implements AutoCloseable {

  private int fd;

  /**
   * Makes one.
   *
   * @throws KernelException if no further file can be opened
   */
  public Wakeup() throws KernelException {
    fd = Libc.eventfd();
    if (fd < 0) {
      throw new KernelException("eventfd", -fd);
    }
  }

  int fd() {
    return fd;
  }

  /** Rings, until it is {@linkplain #clear cleared}; any thread may. */
  public synchronized void ring() {
    if (fd >= 0) {
      Libc.eventfdWrite(fd);
    }
  }

  /** Takes note of the ringing. */
  public synchronized void clear() {
    if (fd >= 0) {
      Libc.eventfdRead(fd);
    }
  }

  /** Gives the descriptor back; nobody may be awaiting it any more. */
  @Override
  public synchronized void close() {
    if (fd >= 0) {
      Libc.close(fd);
      fd = -1;
    }
  }
}
