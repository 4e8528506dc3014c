package org.gatehouse.linux;

/** Numbers of errno(3) that somebody acts upon; the same on x86-64 and aarch64. */
public final class Errno {

  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** No such file or entry. */
  public static final int ENOENT = 2;

  /** Interrupted by a signal. */
  public static final int EINTR = 4;

  /** Try again. */
  public static final int EAGAIN = 11;

  /** Permission denied. */
  public static final int EACCES = 13;

  /** No such device. */
  public static final int ENODEV = 19;

  /** Invalid argument. */
  public static final int EINVAL = 22;

  /** The system has too many open files. */
  public static final int ENFILE = 23;

  /** The process has too many open files. */
  public static final int EMFILE = 24;

  /** Address family not supported. */
  public static final int EAFNOSUPPORT = 97;

  /** Address already in use. */
  public static final int EADDRINUSE = 98;

  /** Address not available. */
  public static final int EADDRNOTAVAIL = 99;

  /** Network is down. */
  public static final int ENETDOWN = 100;

  /** No buffer space available. */
  public static final int ENOBUFS = 105;

  private Errno() {}

  /** Returns the kernel's words for a number, with the number. */
  static String words(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted (EPERM)";
      case ENOENT -> "no such entry (ENOENT)";
      case EACCES -> "permission denied (EACCES)";
      case ENODEV -> "no such device (ENODEV)";
      case EINVAL -> "invalid argument (EINVAL)";
      case ENFILE -> "too many open files in the system (ENFILE)";
      case EMFILE -> "too many open files in this process (EMFILE)";
      case EAFNOSUPPORT -> "address family not supported (EAFNOSUPPORT)";
      case EADDRINUSE -> "address already in use (EADDRINUSE)";
      case EADDRNOTAVAIL -> "address not available (EADDRNOTAVAIL)";
      case ENETDOWN -> "network is down (ENETDOWN)";
      case ENOBUFS -> "no buffer space available (ENOBUFS)";
      default -> "error " + errno;
    };
  }
}
