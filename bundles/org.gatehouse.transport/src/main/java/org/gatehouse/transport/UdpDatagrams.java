package org.gatehouse.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.gatehouse.linux.KernelException;
import org.gatehouse.linux.UdpSocket;
import org.gatehouse.transport.UdpPort.SharedSocket;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.LoggerFactory;

/** The UDP ports of the box, and the sockets that wait for a successor of their user. */
@Component
public final class UdpDatagrams implements Datagrams {

  /** A socket without a user. */
  private record Lingering(SharedSocket socket, ScheduledFuture<?> end) {}

  private final TransportLog log = new TransportLog(LoggerFactory.getLogger(UdpDatagrams.class));
  private final ScheduledThreadPoolExecutor timer;
  private final Map<DatagramSpec, Lingering> lingering = new HashMap<>();
  private final Set<UdpPort> open = new HashSet<>();
  private final long lingerMillis;
  private boolean ended;

  /** Starts without any port. */
  @Activate
  public UdpDatagrams() {
    this(Limits.LINGER.toMillis());
  }

  /** Starts with another time to wait for a successor, as tests want it. */
  UdpDatagrams(long lingerMillis) {
    this.lingerMillis = lingerMillis;
    timer = new ScheduledThreadPoolExecutor(
        1, task -> Thread.ofPlatform().daemon().name("gatehouse-udp-linger").unstarted(task));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  @Override
  public DatagramPort open(DatagramSpec spec, DatagramHandler handler) throws IOException {
    synchronized (this) {
      if (ended) {
        throw new IOException("The transport is stopped, so no port can be opened.");
      }
      Lingering left = lingering.remove(spec);
      if (left != null) {
        left.end().cancel(false);
      }
      SharedSocket socket = left == null ? socket(spec) : left.socket();
      return start(socket, handler, left != null);
    }
  }

  private static SharedSocket socket(DatagramSpec spec) throws IOException {
    try {
      return new SharedSocket(spec, UdpSocket.open(spec.local(), spec.device(), spec.broadcast(), Limits.BUFFER_BYTES));
    } catch (KernelException e) {
      throw Refusal.of("UDP", spec.local(), spec.device(), e);
    }
  }

  private UdpPort start(SharedSocket socket, DatagramHandler handler, boolean takenOver) throws KernelException {
    Holder holder = new Holder();
    try {
      UdpPort port = new UdpPort(socket, handler, log, left -> released(holder, left));
      holder.port = port;
      open.add(port);
      port.start();
      log.opened("UDP", socket.local(), takenOver);
      return port;
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
  }

  /** Names a port to the callback that it is constructed with. */
  private static final class Holder {
    private @Nullable UdpPort port;
  }

  private void released(Holder holder, SharedSocket socket) {
    synchronized (this) {
      open.remove(holder.port);
      if (!ended && socket.spec().local().port().number() != 0) {
        ScheduledFuture<?> end = timer.schedule(() -> end(socket), lingerMillis, TimeUnit.MILLISECONDS);
        lingering.put(socket.spec(), new Lingering(socket, end));
        return;
      }
    }
    close(socket);
  }

  private void end(SharedSocket socket) {
    synchronized (this) {
      Lingering left = lingering.get(socket.spec());
      if (left == null || left.socket() != socket) {
        return;
      }
      lingering.remove(socket.spec());
    }
    close(socket);
  }

  private void close(SharedSocket socket) {
    socket.close();
    log.closed("UDP", socket.local());
  }

  @Deactivate
  void deactivate() {
    List<UdpPort> ports;
    List<Lingering> left;
    synchronized (this) {
      ended = true;
      ports = new ArrayList<>(open);
      left = new ArrayList<>(lingering.values());
      lingering.clear();
    }
    ports.forEach(UdpPort::close);
    left.forEach(one -> close(one.socket()));
    timer.shutdownNow();
  }
}
