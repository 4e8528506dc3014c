package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.Ip4Address;

/**
 * A UDP socket that moves many datagrams with one system call. Its calls do not block. An IPv4
 * address gets a socket of the family IPv4, an IPv6 address one that carries IPv6 only.
 */
public final class UdpSocket implements AutoCloseable {

  private final Endpoint local;
  private volatile int fd;

  private UdpSocket(int fd, Endpoint local) {
    this.fd = fd;
    this.local = local;
  }

  /**
   * Opens and binds a socket.
   *
   * @param local the address and port; port 0 asks for a free one
   * @param device the only interface to hear and speak on; empty for any
   * @param broadcast whether datagrams may be sent to broadcast addresses
   * @param bufferBytes how much the kernel may keep each way; it gives less where that is not allowed
   * @throws KernelException naming the call that failed: "socket", "SO_BINDTODEVICE", "bind"
   */
  public static UdpSocket open(Endpoint local, Optional<InterfaceName> device, boolean broadcast, int bufferBytes)
      throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Libc.errno(arena);
      int family = local.address() instanceof Ip4Address ? Libc.AF_INET : Libc.AF_INET6;
      int fd = check("socket", Libc.socket(errno, family, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK, 0));
      try {
        if (family == Libc.AF_INET6) {
          check("IPV6_V6ONLY", Libc.setsockopt(errno, fd, Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, 1));
        }
        if (device.isPresent()) {
          MemorySegment name = arena.allocateFrom(device.get().text(), StandardCharsets.US_ASCII);
          check("SO_BINDTODEVICE", Libc.setsockopt(errno, fd, Libc.SOL_SOCKET, Libc.SO_BINDTODEVICE, name));
        }
        if (broadcast) {
          check("SO_BROADCAST", Libc.setsockopt(errno, fd, Libc.SOL_SOCKET, Libc.SO_BROADCAST, 1));
        }
        if (Libc.setsockopt(errno, fd, Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, bufferBytes) < 0) {
          Libc.setsockopt(errno, fd, Libc.SOL_SOCKET, Libc.SO_RCVBUF, bufferBytes);
        }
        Libc.setsockopt(errno, fd, Libc.SOL_SOCKET, Libc.SO_SNDBUF, bufferBytes);
        check("bind", Libc.bind(errno, fd, SocketAddress.of(arena, local)));
        MemorySegment name = arena.allocate(SocketAddress.LONGEST, 8);
        MemorySegment length = arena.allocateFrom(JAVA_INT, SocketAddress.LONGEST);
        check("getsockname", Libc.getsockname(errno, fd, name, length));
        return new UdpSocket(fd, new Endpoint(local.address(), SocketAddress.endpoint(name).port()));
      } catch (KernelException e) {
        Libc.close(fd);
        throw e;
      }
    }
  }

  static int check(String call, int result) throws KernelException {
    if (result < 0) {
      throw new KernelException(call, -result);
    }
    return result;
  }

  /** Returns the address and the port, also where the system chose it. */
  public Endpoint local() {
    return local;
  }

  int fd() {
    return fd;
  }

  /**
   * Receives what has arrived, as much as fits.
   *
   * @return how many datagrams; 0 if none waits; less than 0 is a negated errno
   */
  public int receive(DatagramBatch batch) {
    int received = batch.receive(fd);
    return received == -Errno.EAGAIN || received == -Errno.EINTR ? 0 : received;
  }

  /**
   * Sends datagrams of a batch.
   *
   * @return how many the kernel took, from the first on; less than 0 is the negated errno of the first
   */
  public int send(DatagramBatch batch, int from, int count) {
    return batch.send(fd, from, count);
  }

  /**
   * Lets the kernel note when each datagram arrives, for {@link DatagramBatch#arrivalNanos}.
   *
   * @throws KernelException if it does not
   */
  public void noteArrivals() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      check("SO_TIMESTAMPNS", Libc.setsockopt(Libc.errno(arena), fd, Libc.SOL_SOCKET, Libc.SO_TIMESTAMPNS, 1));
    }
  }

  /** Tells whether what {@link #send} returned means that the kernel has no room just now. */
  public static boolean isFull(int result) {
    return result == -Errno.EAGAIN || result == -Errno.ENOBUFS;
  }

  /** Waits until the kernel takes datagrams again; for a platform thread. */
  public boolean awaitRoom(int timeoutMillis) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry = arena.allocate(8, 8);
      entry.set(JAVA_INT, 0, fd);
      entry.set(JAVA_SHORT, 4, Libc.POLLOUT);
      return Libc.poll(Libc.errno(arena), entry, 1, timeoutMillis) > 0;
    }
  }

  /** Gives the descriptor back; nobody may be using it any more. */
  @Override
  public void close() {
    int old = fd;
    fd = -1;
    if (old >= 0) {
      Libc.close(old);
    }
  }
}
