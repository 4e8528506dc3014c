package org.gatehouse.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.IpAddress;

/** One user's time with a listening socket, and the connections that were accepted for it. */
final class TcpPort implements ConnectionPort {

  private final ConnectionSpec spec;
  private final Endpoint local;
  private final SelectionKey key;
  private final ConnectionHandler handler;
  private final TransportLog log;
  private final BiConsumer<TcpPort, SelectionKey> released;
  private final int limit;
  private final Thread.Builder.OfVirtual threads;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Set<TcpConnection> open = new HashSet<>();
  private final Map<IpAddress, Integer> perPeer = new HashMap<>();
  private boolean closed;
  private boolean resting;
  private boolean handlerFailed;

  /**
   * Takes the socket.
   *
   * @param released told once, when nothing more is accepted for this user
   */
  TcpPort(
      ConnectionSpec spec,
      Endpoint local,
      SelectionKey key,
      ConnectionHandler handler,
      TransportLog log,
      BiConsumer<TcpPort, SelectionKey> released) {
    this.spec = spec;
    this.local = local;
    this.key = key;
    this.handler = handler;
    this.log = log;
    this.released = released;
    limit = Math.min(spec.limit(), Limits.CONNECTIONS);
    threads = Thread.ofVirtual().name("gatehouse-tcp-" + local + "-", 0);
  }

  void start() {
    key.attach(this);
    key.interestOps(SelectionKey.OP_ACCEPT);
    key.selector().wakeup();
  }

  ConnectionSpec spec() {
    return spec;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public int open() {
    lock.lock();
    try {
      return open.size();
    } finally {
      lock.unlock();
    }
  }

  /** Accepts what waits, on the acceptor's thread. */
  void accept() {
    lock.lock();
    try {
      while (!closed && open.size() < limit) {
        SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
        if (channel == null) {
          return;
        }
        admit(channel);
      }
      if (!closed) {
        key.interestOps(0);
      }
    } catch (IOException e) { // no further file, most likely: whoever waits is accepted after a rest
      resting = true;
      key.interestOps(0);
      log.notAccepted(local, e);
    } finally {
      lock.unlock();
    }
  }

  private void admit(SocketChannel channel) {
    try {
      Endpoint peer = TcpConnections.endpoint((InetSocketAddress) channel.getRemoteAddress());
      if (perPeer.getOrDefault(peer.address(), 0) >= spec.limitPerPeer()) {
        channel.close();
        return;
      }
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      TcpConnection connection = new TcpConnection(
          channel, peer, TcpConnections.endpoint((InetSocketAddress) channel.getLocalAddress()), spec.idle());
      open.add(connection);
      perPeer.merge(peer.address(), 1, Integer::sum);
      connection.thread = threads.start(() -> serve(connection));
    } catch (IOException e) { // the peer is gone already
      TcpConnection.close(channel);
    }
  }

  private void serve(TcpConnection connection) {
    try (connection) {
      handler.serve(connection);
      connection.out().flush();
    } catch (IOException e) {
      // the peer is gone or too slow
    } catch (Throwable e) { // an Error too: a class of an updated bundle may be gone, and the port must live on
      failed(e);
    } finally {
      ended(connection);
    }
  }

  private void failed(Throwable e) {
    lock.lock();
    try {
      if (handlerFailed || closed) {
        return;
      }
      handlerFailed = true;
    } finally {
      lock.unlock();
    }
    log.handlerFailed(local, e);
  }

  private void ended(TcpConnection connection) {
    lock.lock();
    try {
      open.remove(connection);
      perPeer.computeIfPresent(connection.peer().address(), (peer, count) -> count == 1 ? null : count - 1);
      ended.signalAll();
      if (!closed && !resting) {
        acceptAgain();
      }
    } finally {
      lock.unlock();
    }
  }

  private void acceptAgain() {
    if (key.isValid() && key.interestOps() == 0) {
      key.interestOps(SelectionKey.OP_ACCEPT);
      key.selector().wakeup();
    }
  }

  /** Called every now and then: ends a rest, and the connections whose peers take nothing. */
  void check() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      if (resting) {
        resting = false;
        acceptAgain();
      }
      for (TcpConnection connection : open) {
        connection.checkWriting();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    List<TcpConnection> left;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      left = new ArrayList<>(open);
      if (key.isValid()) {
        key.interestOps(0);
      }
      key.attach(null);
    } finally {
      lock.unlock();
    }
    released.accept(this, key);
    left.forEach(TcpConnection::close);
    awaitHandlers();
  }

  private void awaitHandlers() {
    long nanos = Limits.HANDLERS_END.toNanos();
    lock.lock();
    try {
      while (nanos > 0 && open.stream().anyMatch(connection -> connection.thread != Thread.currentThread())) {
        nanos = ended.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    if (nanos <= 0) {
      log.handlersLate(local, TimeUnit.NANOSECONDS.toSeconds(Limits.HANDLERS_END.toNanos()));
    }
  }
}
