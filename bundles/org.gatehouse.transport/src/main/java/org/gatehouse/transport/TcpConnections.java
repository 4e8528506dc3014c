package org.gatehouse.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Port;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.LoggerFactory;

/**
 * The TCP ports of the box: one thread accepts for all of them, and each connection has a virtual
 * thread. A listening socket waits for a successor of its user, with the connections in its backlog.
 */
@Component
public final class TcpConnections implements Connections {

  private final TransportLog log = new TransportLog(LoggerFactory.getLogger(TcpConnections.class));
  private final Set<TcpPort> open = ConcurrentHashMap.newKeySet();
  private final Lingering<Endpoint, SelectionKey> lingering;
  private @Nullable Selector selector;
  private @Nullable Thread acceptor;
  private boolean ended;

  /** Starts without any port. */
  @Activate
  public TcpConnections() {
    this(Limits.LINGER.toMillis());
  }

  /** Starts with another time to wait for a successor, as tests want it. */
  TcpConnections(long lingerMillis) {
    lingering = new Lingering<>("gatehouse-tcp-linger", lingerMillis, this::close);
  }

  @Override
  public synchronized ConnectionPort listen(ConnectionSpec spec, ConnectionHandler handler) throws IOException {
    if (ended) {
      throw new IOException("The transport is stopped, so no port can be opened.");
    }
    SelectionKey left = lingering.take(spec.local());
    SelectionKey key = left == null ? bind(spec.local(), selector()) : left;
    TcpPort port = new TcpPort(spec, local(key, spec.local()), key, handler, log, this::released);
    open.add(port);
    port.start();
    log.opened("TCP", port.local(), left != null);
    return port;
  }

  private Selector selector() throws IOException {
    Selector present = selector;
    if (present == null) {
      present = Selector.open();
      selector = present;
      Selector all = present;
      Thread thread = Thread.ofPlatform().daemon().name("gatehouse-tcp-accept").unstarted(() -> accept(all));
      acceptor = thread;
      thread.start();
    }
    return present;
  }

  private static SelectionKey bind(Endpoint local, Selector selector) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(
        local.address() instanceof Ip4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    try {
      server.bind(
          new InetSocketAddress(InetAddress.getByAddress(local.address().toBytes()), local.port().number()),
          Limits.BACKLOG);
      server.configureBlocking(false);
      return server.register(selector, 0);
    } catch (IOException e) {
      server.close();
      throw refusal(local, e);
    }
  }

  private static IOException refusal(Endpoint local, IOException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
    String sentence;
    if (message.contains("already in use")) {
      sentence = Refusal.taken("TCP", local);
    } else if (message.contains("Cannot assign")) {
      sentence = Refusal.notOurs(local);
    } else if (message.contains("Permission denied")) {
      sentence = Refusal.notAllowed("TCP", local);
    } else {
      sentence = "TCP port " + local.port() + " of " + local.address() + " cannot be opened: " + message + ".";
    }
    return new IOException(sentence, e);
  }

  private static Endpoint local(SelectionKey key, Endpoint asked) throws IOException {
    SocketAddress bound = ((ServerSocketChannel) key.channel()).getLocalAddress();
    return new Endpoint(asked.address(), new Port(((InetSocketAddress) bound).getPort()));
  }

  /** Returns an address as a value; one mapped into IPv6 is an IPv4 address. */
  static Endpoint endpoint(InetSocketAddress address) {
    return new Endpoint(IpAddress.of(address.getAddress().getAddress()), new Port(address.getPort()));
  }

  private void accept(Selector all) {
    long nextCheck = System.nanoTime();
    while (true) {
      try {
        all.select(TcpConnections::accept, Limits.CHECK_MILLIS);
      } catch (ClosedSelectorException e) {
        return;
      } catch (IOException | UncheckedIOException e) {
        log.acceptorFailed(e);
      }
      if (System.nanoTime() - nextCheck >= 0) {
        nextCheck = System.nanoTime() + Limits.CHECK_MILLIS * 1_000_000L;
        open.forEach(TcpPort::check);
      }
    }
  }

  private static void accept(SelectionKey key) {
    if (key.attachment() instanceof TcpPort port) {
      port.accept();
    }
  }

  private void released(TcpPort port, SelectionKey key) {
    open.remove(port);
    if (port.spec().local().port().number() == 0) {
      close(key);
    } else {
      lingering.leave(port.spec().local(), key);
    }
  }

  private void close(SelectionKey key) {
    try {
      key.channel().close();
      key.selector().wakeup();
    } catch (IOException e) {
      log.acceptorFailed(e);
    }
  }

  /** Closes all ports and sockets. */
  @Deactivate
  public void deactivate() {
    Selector all;
    Thread thread;
    synchronized (this) {
      ended = true;
      all = selector;
      thread = acceptor;
    }
    List.copyOf(open).forEach(TcpPort::close);
    lingering.end();
    if (all == null || thread == null) {
      return;
    }
    try {
      all.close();
      thread.join();
    } catch (IOException e) {
      log.acceptorFailed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
