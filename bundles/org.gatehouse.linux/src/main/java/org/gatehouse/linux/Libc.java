package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The functions of the C library that Gatehouse calls. Each returns what the C function returns, or
 * the negated errno where that is -1. Numbers are those of 64-bit Linux on x86-64 and aarch64, which agree.
 *
 * <p>{@code errno} arguments are segments made by {@link #errno(Arena)}; one for each thread.
 */
final class Libc {

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int AF_PACKET = 17;

  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int SOCK_NONBLOCK = 0x800;
  static final int SOCK_CLOEXEC = 0x80000;

  static final int SOL_SOCKET = 1;
  static final int SO_BROADCAST = 6;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_BINDTODEVICE = 25;
  static final int SO_RCVBUFFORCE = 33;
  static final int SO_TIMESTAMPNS = 35;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int SOL_NETLINK = 270;
  static final int NETLINK_CAP_ACK = 10;
  static final int NETLINK_EXT_ACK = 11;

  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;

  static final short POLLIN = 1;
  static final short POLLOUT = 4;

  private static final int EFD_NONBLOCK = 0x800;
  private static final int EFD_CLOEXEC = 0x80000;

  private static final MemoryLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CAPTURED.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = function("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle POLL = function("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle EVENTFD = function("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD_READ = function("eventfd_read", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle EVENTFD_WRITE = function("eventfd_write", JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle RECV = function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle SENDTO =
      function("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      function("recvmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle SENDMMSG = function("sendmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle ADJTIMEX = function("adjtimex", JAVA_INT, ADDRESS);

  private Libc() {}

  private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(name),
            FunctionDescriptor.of(result, arguments),
            Linker.Option.captureCallState("errno"));
  }

  /** Makes the memory in which a thread's calls leave their error number. */
  static MemorySegment errno(Arena arena) {
    return arena.allocate(CAPTURED);
  }

  private static int result(int result, MemorySegment errno) {
    return result == -1 ? -(int) ERRNO.get(errno, 0L) : result;
  }

  private static AssertionError impossible(Throwable e) {
    return new AssertionError("a call of the C library threw", e);
  }

  static int socket(MemorySegment errno, int domain, int type, int protocol) {
    try {
      return result((int) SOCKET.invokeExact(errno, domain, type, protocol), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int bind(MemorySegment errno, int fd, MemorySegment address) {
    try {
      return result((int) BIND.invokeExact(errno, fd, address, (int) address.byteSize()), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int getsockname(MemorySegment errno, int fd, MemorySegment address, MemorySegment length) {
    try {
      return result((int) GETSOCKNAME.invokeExact(errno, fd, address, length), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int setsockopt(MemorySegment errno, int fd, int level, int option, MemorySegment value) {
    try {
      return result((int) SETSOCKOPT.invokeExact(errno, fd, level, option, value, (int) value.byteSize()), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int setsockopt(MemorySegment errno, int fd, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      return setsockopt(errno, fd, level, option, arena.allocateFrom(JAVA_INT, value));
    }
  }

  static int close(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = errno(arena);
      return result((int) CLOSE.invokeExact(errno, fd), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int poll(MemorySegment errno, MemorySegment fds, int count, int timeoutMillis) {
    try {
      return result((int) POLL.invokeExact(errno, fds, (long) count, timeoutMillis), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int eventfd() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = errno(arena);
      return result((int) EVENTFD.invokeExact(errno, 0, EFD_NONBLOCK | EFD_CLOEXEC), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int eventfdRead(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = errno(arena);
      return result((int) EVENTFD_READ.invokeExact(errno, fd, arena.allocate(JAVA_LONG)), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int eventfdWrite(int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = errno(arena);
      return result((int) EVENTFD_WRITE.invokeExact(errno, fd, 1L), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int recv(MemorySegment errno, int fd, MemorySegment buffer, int flags) {
    try {
      return result((int) (long) RECV.invokeExact(errno, fd, buffer, buffer.byteSize(), flags), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int sendto(MemorySegment errno, int fd, MemorySegment buffer, int flags, MemorySegment to) {
    try {
      return result(
          (int) (long) SENDTO.invokeExact(errno, fd, buffer, buffer.byteSize(), flags, to, (int) to.byteSize()), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int recvmmsg(MemorySegment errno, int fd, MemorySegment messages, int count, int flags) {
    try {
      return result((int) RECVMMSG.invokeExact(errno, fd, messages, count, flags, MemorySegment.NULL), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int sendmmsg(MemorySegment errno, int fd, MemorySegment messages, int count, int flags) {
    try {
      return result((int) SENDMMSG.invokeExact(errno, fd, messages, count, flags), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int adjtimex(MemorySegment errno, MemorySegment timex) {
    try {
      return result((int) ADJTIMEX.invokeExact(errno, timex), errno);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }
}
