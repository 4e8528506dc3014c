package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.gatehouse.linux.NetlinkMessages.Answer;
import org.gatehouse.machine.Following;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.MacAddress;

/** The kernel's tables of interfaces, addresses and neighbours, through rtnetlink(7). Threads may share it. */
public final class Netlink implements Links, Neighbours, AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int ANSWER_MILLIS = 2000;
  private static final int TRIES = 5;

  private final ReentrantLock lock = new ReentrantLock();
  private final Arena arena = Arena.ofShared();
  private final MemorySegment errno = Libc.errno(arena);
  private final MemorySegment buffer = arena.allocate(BUFFER, 8);
  private final MemorySegment poll = arena.allocate(8, 8);
  private int fd;
  private int sequence;

  /**
   * Opens a socket to the kernel.
   *
   * @throws KernelException if the kernel refuses
   */
  public Netlink() throws KernelException {
    fd = open(errno, 0);
    poll.set(JAVA_INT, 0, fd);
    poll.set(JAVA_SHORT, 4, Libc.POLLIN);
  }

  /** Opens a netlink socket that hears the groups of events given as bits. */
  static int open(MemorySegment errno, int groups) throws KernelException {
    int fd = UdpSocket.check("netlink socket",
        Libc.socket(errno, Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK, 0));
    Libc.setsockopt(errno, fd, Libc.SOL_NETLINK, Libc.NETLINK_EXT_ACK, 1);
    Libc.setsockopt(errno, fd, Libc.SOL_NETLINK, Libc.NETLINK_CAP_ACK, 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(12, 4);
      address.set(JAVA_SHORT, 0, (short) Libc.AF_NETLINK);
      address.set(JAVA_INT, 8, groups);
      UdpSocket.check("netlink bind", Libc.bind(errno, fd, address));
      return fd;
    } catch (KernelException e) {
      Libc.close(fd);
      throw e;
    }
  }

  @Override
  public List<Link> list() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Answer answer = new Answer();
      ask(next -> NetlinkMessages.dump(NetlinkMessages.GET_LINK, next), answer, "list of interfaces");
      answer = ask(next -> NetlinkMessages.dump(NetlinkMessages.GET_ADDRESS, next), answer, "list of addresses");
      if (!answer.interrupted()) {
        return answer.links();
      }
    }
    throw new IOException("The interfaces of this machine change faster than they can be read.");
  }

  @Override
  public void replace(int linkIndex, IpAddress address, MacAddress mac) throws IOException {
    ask(next -> NetlinkMessages.neighbour(NetlinkMessages.NEW_NEIGHBOUR,
        NetlinkMessages.CREATE | NetlinkMessages.REPLACE, next, linkIndex, address, Optional.of(mac)),
        new Answer(), "neighbour " + address);
  }

  @Override
  public void delete(int linkIndex, IpAddress address) throws IOException {
    try {
      ask(next -> NetlinkMessages.neighbour(NetlinkMessages.DELETE_NEIGHBOUR, 0, next, linkIndex, address, Optional.empty()),
          new Answer(), "neighbour " + address);
    } catch (KernelException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** Writes a request with the given sequence number. */
  private interface Request {
    byte[] write(int sequence);
  }

  private Answer ask(Request request, Answer answer, String what) throws IOException {
    lock.lock();
    try {
      if (fd < 0) {
        throw new IOException("The connection to the kernel is closed.");
      }
      sequence++;
      byte[] message = request.write(sequence);
      MemorySegment.copy(message, 0, buffer, JAVA_BYTE, 0, message.length);
      UdpSocket.check(what, Libc.sendto(errno, fd, buffer.asSlice(0, message.length), 0, kernel()));
      answer.begin();
      while (!answer.done()) {
        int received = Libc.recv(errno, fd, buffer, Libc.MSG_DONTWAIT);
        if (received == -Errno.EAGAIN) {
          if (Libc.poll(errno, poll, 1, ANSWER_MILLIS) == 0) {
            throw new IOException("The kernel did not answer: " + what + ".");
          }
        } else {
          UdpSocket.check(what, received);
          NetlinkMessages.read(buffer.asSlice(0, received).asByteBuffer(), sequence, answer);
        }
      }
      if (answer.errno() != 0) {
        throw new KernelException(answer.words().isEmpty() ? what : what + ": " + answer.words(), answer.errno());
      }
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private MemorySegment kernel() {
    MemorySegment address = buffer.asSlice(BUFFER - 12, 12);
    address.fill((byte) 0);
    address.set(JAVA_SHORT, 0, (short) Libc.AF_NETLINK);
    return address;
  }

  @Override
  public Following follow(Consumer<? super List<Link>> follower) throws IOException {
    return LinkWatch.start(this, follower);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (fd >= 0) {
        Libc.close(fd);
        fd = -1;
        arena.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
