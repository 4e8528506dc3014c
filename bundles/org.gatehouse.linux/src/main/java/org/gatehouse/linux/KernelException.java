package org.gatehouse.linux;

import java.io.IOException;

/** The kernel refused a call. */
public final class KernelException extends IOException {

  private static final long serialVersionUID = 1;

  private final int errno;

  /**
   * Says which call failed and how.
   *
   * @param call as in "bind"
   * @param errno of errno(3)
   */
  public KernelException(String call, int errno) {
    super(call + ": " + Errno.words(errno));
    this.errno = errno;
  }

  /** Returns the number of errno(3); {@link Errno} names some. */
  public int errno() {
    return errno;
  }
}
