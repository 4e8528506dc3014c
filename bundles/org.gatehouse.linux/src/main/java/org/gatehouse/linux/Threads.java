package org.gatehouse.linux;

/** Ends of threads. */
public final class Threads {

  private Threads() {}

  /**
   * Waits until {@code thread} has ended, even if the caller is interrupted meanwhile, who then finds
   * its interrupt flag set. Returns at once if the caller is that thread.
   */
  public static void join(Thread thread) {
    if (thread == Thread.currentThread()) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
