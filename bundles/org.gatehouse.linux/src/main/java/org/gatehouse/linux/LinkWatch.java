package org.gatehouse.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.machine.Following;

/**
 * Tells a follower of changes of interfaces and addresses. The events only say that something
 * changed; what is so now is read from the kernel's tables, so that a lost event (ENOBUFS) does no harm.
 */
final class LinkWatch implements Following {

  private static final int LINK = 0x1;
  private static final int IP4_ADDRESS = 0x10;
  private static final int IP6_ADDRESS = 0x100;

  private static final int SETTLE_MILLIS = 20;
  private static final int RETRY_MILLIS = 1000;
  private static final int EVENTS = 1 << 14;

  private final Netlink netlink;
  private final Consumer<? super List<Link>> follower;
  private final Wakeup bell;
  private final int fd;
  private final Thread thread;
  private volatile boolean closed;
  private List<Link> last = List.of();

  private LinkWatch(Netlink netlink, Consumer<? super List<Link>> follower, Wakeup bell, int fd) {
    this.netlink = netlink;
    this.follower = follower;
    this.bell = bell;
    this.fd = fd;
    thread = Thread.ofPlatform().daemon().name("gatehouse-links").unstarted(this::run);
  }

  static LinkWatch start(Netlink netlink, Consumer<? super List<Link>> follower) throws IOException {
    Wakeup bell = new Wakeup();
    try (Arena arena = Arena.ofConfined()) {
      int fd = Netlink.open(Libc.errno(arena), LINK | IP4_ADDRESS | IP6_ADDRESS);
      LinkWatch watch = new LinkWatch(netlink, follower, bell, fd);
      watch.thread.start();
      return watch;
    } catch (KernelException e) {
      bell.close();
      throw e;
    }
  }

  private void run() {
    try (bell; Arena arena = Arena.ofConfined()) {
      MemorySegment events = arena.allocate(EVENTS);
      MemorySegment errno = Libc.errno(arena);
      Poll poll = new Poll(arena, fd, bell);
      while (!closed) {
        boolean read = tell();
        poll.await(read ? -1 : RETRY_MILLIS);
        if (!closed) {
          poll.awaitBell(SETTLE_MILLIS);
        }
        int received = 0;
        while (received >= 0 || received == -Errno.ENOBUFS) {
          received = Libc.recv(errno, fd, events, Libc.MSG_DONTWAIT);
        }
      }
    } finally {
      Libc.close(fd);
    }
  }

  private boolean tell() {
    try {
      List<Link> now = netlink.list();
      if (!now.equals(last) && !closed) {
        last = now;
        follower.accept(now);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    bell.ring();
    Threads.join(thread);
  }
}
