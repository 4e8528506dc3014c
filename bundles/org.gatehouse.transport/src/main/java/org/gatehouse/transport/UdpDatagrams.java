package org.gatehouse.transport;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gatehouse.linux.KernelException;
import org.gatehouse.linux.UdpSocket;
import org.gatehouse.transport.UdpPort.SharedSocket;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.LoggerFactory;

/** The UDP ports of the box, and the sockets that wait for a successor of their user. */
@Component
public final class UdpDatagrams implements Datagrams {

  private final TransportLog log = new TransportLog(LoggerFactory.getLogger(UdpDatagrams.class));
  private final Set<UdpPort> open = ConcurrentHashMap.newKeySet();
  private final Lingering<DatagramSpec, SharedSocket> lingering;
  private boolean ended;

  /** Starts without any port. */
  @Activate
  public UdpDatagrams() {
    this(Limits.LINGER.toMillis());
  }

  /** Starts with another time to wait for a successor, as tests want it. */
  UdpDatagrams(long lingerMillis) {
    lingering = new Lingering<>("gatehouse-udp-linger", lingerMillis, this::close);
  }

  @Override
  public synchronized DatagramPort open(DatagramSpec spec, DatagramHandler handler) throws IOException {
    if (ended) {
      throw new IOException("The transport is stopped, so no port can be opened.");
    }
    SharedSocket left = lingering.take(spec);
    SharedSocket socket = left == null ? socket(spec) : left;
    try {
      UdpPort port = new UdpPort(socket, handler, log, this::released);
      open.add(port);
      port.start();
      log.opened("UDP", socket.local(), left != null);
      return port;
    } catch (KernelException e) {
      socket.close();
      throw Refusal.of("UDP", spec.local(), spec.device(), e);
    }
  }

  private static SharedSocket socket(DatagramSpec spec) throws IOException {
    try {
      UdpSocket udp = UdpSocket.open(spec.local(), spec.device(), spec.broadcast(), Limits.BUFFER_BYTES);
      SharedSocket socket = new SharedSocket(spec, udp);
      if (spec.timestamps()) {
        noteArrivals(socket);
      }
      return socket;
    } catch (KernelException e) {
      throw Refusal.of("UDP", spec.local(), spec.device(), e);
    }
  }

  private static void noteArrivals(SharedSocket socket) throws KernelException {
    try {
      socket.udp().noteArrivals();
    } catch (KernelException e) {
      socket.close();
      throw e;
    }
  }

  private void released(UdpPort port, SharedSocket socket) {
    open.remove(port);
    if (socket.spec().local().port().number() == 0) {
      close(socket);
    } else {
      lingering.leave(socket.spec(), socket);
    }
  }

  private void close(SharedSocket socket) {
    socket.close();
    log.closed("UDP", socket.local());
  }

  /** Closes all ports and sockets. */
  @Deactivate
  public void deactivate() {
    synchronized (this) {
      ended = true;
    }
    List.copyOf(open).forEach(UdpPort::close);
    lingering.end();
  }
}
