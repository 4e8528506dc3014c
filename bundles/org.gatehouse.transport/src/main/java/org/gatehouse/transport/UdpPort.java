package org.gatehouse.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.gatehouse.linux.DatagramBatch;
import org.gatehouse.linux.KernelException;
import org.gatehouse.linux.Poll;
import org.gatehouse.linux.Threads;
import org.gatehouse.linux.UdpSocket;
import org.gatehouse.linux.Wakeup;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Ip6Address;
import org.jspecify.annotations.Nullable;

/**
 * One user's time with a socket: a platform thread that waits, receives a batch, hands each
 * datagram to the handler and sends the replies with one call. Its end leaves the socket open.
 */
final class UdpPort implements DatagramPort {

  private final SharedSocket socket;
  private final DatagramHandler handler;
  private final TransportLog log;
  private final BiConsumer<UdpPort, SharedSocket> released;
  private final Wakeup bell;
  private final Thread thread;
  private volatile boolean closed;
  private boolean handlerFailed;
  private boolean kernelFailed;

  /**
   * Takes the socket.
   *
   * @param released told once, when this port has made its last use of the socket
   */
  UdpPort(SharedSocket socket, DatagramHandler handler, TransportLog log, BiConsumer<UdpPort, SharedSocket> released)
      throws KernelException {
    this.socket = socket;
    this.handler = handler;
    this.log = log;
    this.released = released;
    bell = new Wakeup();
    thread = Thread.ofPlatform().daemon().name("gatehouse-udp-" + socket.local()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (bell; Arena arena = Arena.ofConfined()) {
      DatagramBatch in = new DatagramBatch(arena, Limits.BATCH, Datagram.MAX_LENGTH, socket.spec().timestamps());
      DatagramBatch out = new DatagramBatch(arena, Limits.BATCH, Datagram.MAX_LENGTH);
      loop(in, out, new Poll(arena, socket.udp(), bell));
    } finally {
      released.accept(this, socket);
    }
  }

  private void loop(DatagramBatch in, DatagramBatch out, Poll poll) {
    Datagram datagram = new Datagram();
    byte[] reply = new byte[Datagram.MAX_LENGTH];
    while (!closed) {
      int received = socket.udp().receive(in);
      if (received > 0) {
        serve(in, received, out, datagram, reply);
      } else if (received == 0) {
        poll.await(-1);
      } else {
        kernelError(-received);
        poll.awaitBell(Limits.ERROR_REST_MILLIS);
      }
    }
  }

  private void serve(DatagramBatch in, int received, DatagramBatch out, Datagram datagram, byte[] reply) {
    int replies = 0;
    int failures = 0;
    for (int i = 0; i < received; i++) {
      if (in.isCut(i)) {
        continue;
      }
      datagram.set(in.length(i), in.isIp4(i), in.addressHigh(i), in.addressLow(i), in.port(i));
      datagram.setArrival(in.arrivalNanos(i));
      in.copy(i, datagram.data());
      try {
        int length = handler.handle(datagram, reply);
        if (length > 0) {
          out.reply(replies, reply, length, in, i);
          replies++;
        }
      } catch (Throwable e) { // an Error too: a class of an updated bundle may be gone, and the port must live on
        failures++;
        handlerError(e);
      }
    }
    int sent = socket.send(out, replies);
    socket.count(received, sent, replies - sent, failures);
  }

  private void handlerError(Throwable e) {
    if (!handlerFailed) {
      handlerFailed = true;
      log.handlerFailed(socket.local(), e);
    }
  }

  private void kernelError(int errno) {
    if (!kernelFailed) {
      kernelFailed = true;
      log.kernelError(socket.local(), errno);
    }
  }

  @Override
  public Endpoint local() {
    return socket.local();
  }

  @Override
  public void send(byte[] data, int length, Endpoint to) throws IOException {
    if (closed) {
      throw new IOException("The port " + local() + " is closed.");
    }
    socket.sendOne(data, length, to);
  }

  @Override
  public int sendAll(List<Outgoing> datagrams) {
    return closed ? 0 : socket.sendAll(datagrams);
  }

  @Override
  public Counts counts() {
    return socket.counts();
  }

  @Override
  public void close() {
    closed = true;
    bell.ring();
    Threads.join(thread);
  }

  /** A socket with what outlives its users: its counts, and the memory to send from any thread. */
  static final class SharedSocket {

    private final DatagramSpec spec;
    private final UdpSocket udp;
    private final ReentrantLock sending = new ReentrantLock();
    private final Arena arena = Arena.ofShared();
    private @Nullable DatagramBatch outgoing;
    private boolean closed;
    private long received;
    private long sent;
    private long unsent;
    private long failures;

    SharedSocket(DatagramSpec spec, UdpSocket udp) {
      this.spec = spec;
      this.udp = udp;
    }

    DatagramSpec spec() {
      return spec;
    }

    UdpSocket udp() {
      return udp;
    }

    Endpoint local() {
      return udp.local();
    }

    synchronized void count(int moreReceived, int moreSent, int moreUnsent, int moreFailures) {
      received += moreReceived;
      sent += moreSent;
      unsent += moreUnsent;
      failures += moreFailures;
    }

    synchronized Counts counts() {
      return new Counts(received, sent, unsent, failures);
    }

    /** Sends the first {@code count} of a batch and returns how many the kernel took; waits once for room. */
    int send(DatagramBatch batch, int count) {
      int taken = 0;
      boolean waited = false;
      int next = 0;
      while (next < count) {
        int result = udp.send(batch, next, count - next);
        if (result > 0) {
          next += result;
          taken += result;
        } else if (UdpSocket.isFull(result)) {
          if (waited || !udp.awaitRoom(Limits.ROOM_MILLIS)) {
            break;
          }
          waited = true;
        } else {
          next++;
        }
      }
      return taken;
    }

    void sendOne(byte[] data, int length, Endpoint to) throws IOException {
      sending.lock();
      try {
        DatagramBatch batch = outgoing();
        put(batch, 0, data, length, to);
        int result = udp.send(batch, 0, 1);
        if (UdpSocket.isFull(result) && udp.awaitRoom(Limits.ROOM_MILLIS)) {
          result = udp.send(batch, 0, 1);
        }
        count(0, result == 1 ? 1 : 0, result == 1 ? 0 : 1, 0);
        if (result < 0 && !UdpSocket.isFull(result)) {
          throw new KernelException("send to " + to, -result);
        }
      } finally {
        sending.unlock();
      }
    }

    int sendAll(List<Outgoing> datagrams) {
      int taken = 0;
      sending.lock();
      try {
        DatagramBatch batch = outgoing();
        for (int from = 0; from < datagrams.size(); from += Limits.BATCH) {
          int count = Math.min(Limits.BATCH, datagrams.size() - from);
          for (int i = 0; i < count; i++) {
            Outgoing one = datagrams.get(from + i);
            put(batch, i, one.data(), one.length(), one.to());
          }
          taken += send(batch, count);
        }
      } catch (IOException e) {
        return taken;
      } finally {
        sending.unlock();
      }
      count(0, taken, datagrams.size() - taken, 0);
      return taken;
    }

    private DatagramBatch outgoing() throws IOException {
      if (closed) {
        throw new IOException("The port " + local() + " is closed.");
      }
      DatagramBatch batch = outgoing;
      if (batch == null) {
        batch = new DatagramBatch(arena, Limits.BATCH, Datagram.MAX_LENGTH);
        outgoing = batch;
      }
      return batch;
    }

    private static void put(DatagramBatch batch, int i, byte[] data, int length, Endpoint to) {
      switch (to.address()) {
        case Ip4Address ip4 -> batch.put(i, data, length, true, 0, ip4.toLong(), to.port().number());
        case Ip6Address ip6 -> batch.put(i, data, length, false, ip6.high(), ip6.low(), to.port().number());
      }
    }

    /** Gives the socket back to the system. */
    void close() {
      sending.lock();
      try {
        if (!closed) {
          closed = true;
          udp.close();
          arena.close();
        }
      } finally {
        sending.unlock();
      }
    }
  }
}
