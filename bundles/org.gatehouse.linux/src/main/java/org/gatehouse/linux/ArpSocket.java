package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.MacAddress;

/**
 * ARP on one link, through an AF_PACKET socket and a thread. A question is sent twice, at once and
 * at half of its time, because a frame may get lost.
 */
public final class ArpSocket implements ArpProbe {

  /** How many questions may be under way. */
  public static final int MOST = 4096;

  private static final int ETH_P_ARP = 0x0806;
  private static final int ADDRESS = 20;

  private final Link link;
  private final MacAddress mac;
  private final int fd;
  private final Wakeup bell;
  private final Thread thread;
  private final PriorityQueue<Question> waiting =
      new PriorityQueue<>((a, b) -> Long.signum(a.next - b.next)); // guarded by itself
  private volatile boolean closed;

  private static final class Question {
    private final Ip4Address target;
    private final long half;
    private final long end;
    private final Consumer<? super Outcome> answer;
    private long next;

    private Question(Ip4Address target, long now, Duration within, Consumer<? super Outcome> answer) {
      this.target = target;
      half = now + within.toNanos() / 2;
      end = now + within.toNanos();
      this.answer = answer;
      next = now;
    }
  }

  private ArpSocket(Link link, MacAddress mac, int fd, Wakeup bell) {
    this.link = link;
    this.mac = mac;
    this.fd = fd;
    this.bell = bell;
    thread = Thread.ofPlatform().daemon().name("gatehouse-arp-" + link.name()).unstarted(this::run);
  }

  /**
   * Opens a socket on a link.
   *
   * @throws KernelException if there is no such link, or no permission (CAP_NET_RAW)
   * @throws IllegalArgumentException if the link has no hardware address, as the loopback
   */
  public static ArpSocket open(Link link) throws KernelException {
    MacAddress mac = link.mac()
        .orElseThrow(() -> new IllegalArgumentException(link.name() + " has no hardware address, so there is no ARP"));
    Wakeup bell = new Wakeup();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Libc.errno(arena);
      int type = Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK;
      int fd = UdpSocket.check("packet socket", Libc.socket(errno, Libc.AF_PACKET, type, 0));
      int bound = Libc.bind(errno, fd, address(arena, link.index()));
      if (bound < 0) {
        Libc.close(fd);
        throw new KernelException("bind to " + link.name(), -bound);
      }
      ArpSocket socket = new ArpSocket(link, mac, fd, bell);
      socket.thread.start();
      return socket;
    } catch (KernelException e) {
      bell.close();
      throw e;
    }
  }

  /** Makes a struct sockaddr_ll of the broadcast address on a link. */
  private static MemorySegment address(Arena arena, int index) {
    MemorySegment address = arena.allocate(ADDRESS, 4);
    address.set(JAVA_SHORT, 0, (short) Libc.AF_PACKET);
    address.set(JAVA_BYTE, 2, (byte) (ETH_P_ARP >> 8));
    address.set(JAVA_BYTE, 3, (byte) ETH_P_ARP);
    address.set(JAVA_INT, 4, index);
    address.set(JAVA_BYTE, 11, (byte) 6);
    address.asSlice(12, 6).fill((byte) 0xff);
    return address;
  }

  @Override
  public void ask(Ip4Address target, Duration within, Consumer<? super Outcome> answer) {
    Question question = new Question(target, System.nanoTime(), within, answer);
    synchronized (waiting) {
      if (!closed && waiting.size() < MOST) {
        waiting.add(question);
        bell.ring();
        return;
      }
    }
    answer.accept(new Outcome.NotAsked(closed ? "The probe was closed." : "Too many questions are under way."));
  }

  private void run() {
    try (bell; Arena arena = Arena.ofConfined()) {
      MemorySegment errno = Libc.errno(arena);
      MemorySegment everybody = address(arena, link.index());
      MemorySegment frame = arena.allocate(ArpPacket.LENGTH);
      MemorySegment received = arena.allocate(ArpPacket.LENGTH);
      Poll poll = new Poll(arena, fd, bell);
      while (!closed) {
        poll.await(untilNext());
        bell.clear();
        hear(errno, received);
        due(errno, frame, everybody);
      }
    } finally {
      Libc.close(fd);
      end();
    }
  }

  private int untilNext() {
    synchronized (waiting) {
      Question first = waiting.peek();
      return first == null ? -1 : (int) Math.max(0, (first.next - System.nanoTime() + 999_999) / 1_000_000);
    }
  }

  private void hear(MemorySegment errno, MemorySegment received) {
    byte[] bytes = new byte[ArpPacket.LENGTH];
    while (Libc.recv(errno, fd, received, Libc.MSG_DONTWAIT) >= ArpPacket.LENGTH) {
      MemorySegment.copy(received, JAVA_BYTE, 0, bytes, 0, bytes.length);
      ArpPacket.sender(bytes).filter(sender -> !sender.mac().equals(mac)).ifPresent(this::heard);
    }
  }

  private void heard(ArpPacket.Sender sender) {
    List<Question> answered = new ArrayList<>();
    synchronized (waiting) {
      for (Question question : waiting) {
        if (question.target.equals(sender.address())) {
          answered.add(question);
        }
      }
      if (!answered.isEmpty()) {
        waiting.removeAll(answered);
      }
    }
    answered.forEach(question -> question.answer.accept(new Outcome.Taken(sender.mac())));
  }

  private void due(MemorySegment errno, MemorySegment frame, MemorySegment everybody) {
    while (true) {
      Question question;
      boolean over;
      synchronized (waiting) {
        Question first = waiting.peek();
        if (first == null || first.next - System.nanoTime() > 0) {
          return;
        }
        question = first;
        waiting.remove();
        over = question.next - question.end >= 0;
      }
      if (over) {
        question.answer.accept(new Outcome.Silent());
      } else {
        send(errno, frame, everybody, question);
      }
    }
  }

  private void send(MemorySegment errno, MemorySegment frame, MemorySegment everybody, Question question) {
    byte[] bytes = ArpPacket.probe(mac, question.target);
    MemorySegment.copy(bytes, 0, frame, JAVA_BYTE, 0, bytes.length);
    int sent = Libc.sendto(errno, fd, frame, Libc.MSG_DONTWAIT, everybody);
    if (sent < 0 && !UdpSocket.isFull(sent)) {
      question.answer.accept(new Outcome.NotAsked("On " + link.name() + " nothing can be sent: " + Errno.words(-sent) + "."));
      return;
    }
    question.next = question.next - question.half < 0 ? question.half : question.end;
    synchronized (waiting) {
      waiting.add(question);
    }
  }

  private void end() {
    List<Question> left;
    synchronized (waiting) {
      closed = true;
      left = List.copyOf(waiting);
      waiting.clear();
    }
    left.forEach(question -> question.answer.accept(new Outcome.NotAsked("The probe was closed.")));
  }

  @Override
  public void close() {
    closed = true;
    bell.ring();
    Threads.join(thread);
  }
}
