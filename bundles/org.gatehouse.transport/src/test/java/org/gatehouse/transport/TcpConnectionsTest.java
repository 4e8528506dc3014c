package org.gatehouse.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.values.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpConnectionsTest {

  private static final ConnectionHandler ECHO = connection -> {
    for (int b = connection.in().read(); b >= 0; b = connection.in().read()) {
      connection.out().write(b);
      connection.out().flush();
    }
  };

  private final TcpConnections connections = new TcpConnections();

  @AfterEach
  void deactivate() {
    connections.deactivate();
  }

  private static ConnectionSpec spec(String address, int port) {
    return new ConnectionSpec(Endpoint.parse(address, port), 100, 100, Duration.ofSeconds(30));
  }

  private static Socket connect(ConnectionPort port) throws IOException {
    Socket socket = new Socket(InetAddress.getByAddress(port.local().address().toBytes()), port.local().port().number());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static int ask(Socket socket, int b) throws IOException {
    socket.getOutputStream().write(b);
    return socket.getInputStream().read();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static void awaitOpen(ConnectionPort port, int count) {
    while (port.open() != count) {
      Thread.onSpinWait();
    }
  }

  @Test
  void echoesOverIp4AndIp6() throws Exception {
    try (ConnectionPort port = connections.listen(spec("127.0.0.1", 0), ECHO); Socket socket = connect(port)) {
      assertEquals(5, ask(socket, 5));
    }
    assumeTrue(NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses).anyMatch(a -> a.getAddress().length == 16), "no IPv6 here");
    try (ConnectionPort port = connections.listen(spec("[::1]:0", 0), ECHO); Socket socket = connect(port)) {
      assertEquals(6, ask(socket, 6));
    }
  }

  @Test
  void tellsBothEnds() throws Exception {
    AtomicReference<Connection> seen = new AtomicReference<>();
    try (ConnectionPort port = connections.listen(spec("127.0.0.1", 0), connection -> {
          seen.set(connection);
          ECHO.serve(connection);
        });
        Socket socket = connect(port)) {
      ask(socket, 1);
      Connection connection = Objects.requireNonNull(seen.get());
      assertEquals(Endpoint.parse("127.0.0.1", socket.getLocalPort()), connection.peer());
      assertEquals(port.local(), connection.local());
    }
  }

  @Test
  void oneMoreThanTheLimitWaitsUntilOneLeaves() throws Exception {
    ConnectionSpec two = new ConnectionSpec(Endpoint.parse("127.0.0.1", 0), 2, 100, Duration.ofSeconds(30));
    try (ConnectionPort port = connections.listen(two, ECHO);
        Socket first = connect(port);
        Socket second = connect(port);
        Socket third = connect(port)) {
      assertEquals(1, ask(first, 1));
      assertEquals(2, ask(second, 2));
      third.getOutputStream().write(3);
      third.setSoTimeout(50);
      assertThrows(SocketTimeoutException.class, () -> third.getInputStream().read());
      assertEquals(2, port.open());
      first.close();
      third.setSoTimeout(20_000);
      assertEquals(3, third.getInputStream().read());
    }
  }

  @Test
  void oneMoreThanThePeersLimitIsClosedAtOnce() throws Exception {
    ConnectionSpec two = new ConnectionSpec(Endpoint.parse("127.0.0.1", 0), 100, 2, Duration.ofSeconds(30));
    try (ConnectionPort port = connections.listen(two, ECHO);
        Socket first = connect(port);
        Socket second = connect(port)) {
      assertEquals(1, ask(first, 1));
      assertEquals(2, ask(second, 2));
      try (Socket third = connect(port)) {
        assertTrue(isClosedByPeer(third));
      }
      try (Socket other = new Socket(
          InetAddress.getByName("127.0.0.1"), port.local().port().number(), InetAddress.getByName("127.0.0.2"), 0)) {
        assertEquals(4, ask(other, 4), "another peer is served");
      }
      second.close();
      awaitOpen(port, 1);
      try (Socket third = connect(port)) {
        assertEquals(3, ask(third, 3));
      }
    }
  }

  private static boolean isClosedByPeer(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aSilentPeerEndsTheRead() throws Exception {
    AtomicReference<IOException> seen = new AtomicReference<>();
    ConnectionSpec hasty = new ConnectionSpec(Endpoint.parse("127.0.0.1", 0), 9, 9, Duration.ofMillis(20));
    try (ConnectionPort port = connections.listen(hasty, connection -> {
          try {
            connection.in().read();
          } catch (IOException e) {
            seen.set(e);
            throw e;
          }
        });
        Socket socket = connect(port)) {
      assertTrue(isClosedByPeer(socket));
      assertTrue(seen.get() instanceof SocketTimeoutException, String.valueOf(seen.get()));
    }
  }

  @Test
  void aPeerThatTakesNothingIsClosed() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    ConnectionSpec hasty = new ConnectionSpec(Endpoint.parse("127.0.0.1", 0), 9, 9, Duration.ofMillis(100));
    try (ConnectionPort port = connections.listen(hasty, connection -> {
          try {
            byte[] much = new byte[1 << 20];
            while (true) {
              connection.out().write(much);
            }
          } finally {
            over.countDown();
          }
        });
        Socket socket = connect(port)) {
      over.await();
      awaitOpen(port, 0);
      assertTrue(socket.isConnected());
    }
  }

  @Test
  void aHandlerThatThrowsEndsOnlyItsConnection() throws Exception {
    try (ConnectionPort port = connections.listen(spec("127.0.0.1", 0), connection -> {
          if (connection.in().read() == 0) {
            throw new StackOverflowError("hostile");
          }
          connection.out().write(7);
        });
        Socket bad = connect(port);
        Socket good = connect(port)) {
      assertEquals(-1, ask(bad, 0));
      assertEquals(7, ask(good, 1), "what was written is flushed at the end");
    }
  }

  @Test
  void closingEndsTheConnectionsAndTheirHandlers() throws Exception {
    ConnectionPort port = connections.listen(spec("127.0.0.1", freePort()), ECHO);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Socket socket = connect(port);
      sockets.add(socket);
      assertEquals(1, ask(socket, 1));
    }
    port.close();
    assertEquals(0, port.open());
    for (Socket socket : sockets) {
      assertTrue(isClosedByPeer(socket));
      socket.close();
    }
  }

  @Test
  void whoConnectsWhileNobodyListensIsServedByTheSuccessor() throws Exception {
    int number = freePort();
    ConnectionPort port = connections.listen(spec("127.0.0.1", number), ECHO);
    int served = 0;
    for (int swap = 0; swap < 50; swap++) {
      port.close();
      try (Socket socket = connect(port)) {
        socket.getOutputStream().write(swap);
        port = connections.listen(spec("127.0.0.1", number), ECHO);
        assertEquals(swap, socket.getInputStream().read());
        served++;
      }
    }
    assertEquals(50, served);
    port.close();
  }

  @Test
  void aTakenPortIsRefusedWithWhatToDo() throws Exception {
    try (ConnectionPort port = connections.listen(spec("127.0.0.1", 0), ECHO)) {
      IOException e = assertThrows(IOException.class,
          () -> connections.listen(spec("127.0.0.1", port.local().port().number()), ECHO));
      assertTrue(Objects.requireNonNull(e.getMessage()).contains("ss -ltnp"), e.getMessage());
    }
    IOException e = assertThrows(IOException.class, () -> connections.listen(spec("192.0.2.1", 5300), ECHO));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("has the address 192.0.2.1"), e.getMessage());
  }

  @Test
  void aHundredPortsLeaveNoDescriptor() throws Exception {
    TcpConnections many = new TcpConnections(0);
    roundTrip(many);
    int files = descriptors();
    for (int i = 0; i < 100; i++) {
      roundTrip(many);
    }
    while (descriptors() > files) {
      Thread.onSpinWait();
    }
    many.deactivate();
    assertTrue(descriptors() <= files);
  }

  private static void roundTrip(TcpConnections connections) throws IOException {
    try (ConnectionPort port = connections.listen(spec("127.0.0.1", 0), ECHO); Socket socket = connect(port)) {
      assertArrayEquals(new int[] {1}, new int[] {ask(socket, 1)});
    }
  }

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  @Test
  void deactivationClosesWhatIsOpenAndWhatLingers() throws Exception {
    int first = freePort();
    connections.listen(spec("127.0.0.1", first), ECHO);
    int second = freePort();
    connections.listen(spec("127.0.0.1", second), ECHO).close();
    connections.deactivate();
    new ServerSocket(first, 1, InetAddress.getByName("127.0.0.1")).close();
    new ServerSocket(second, 1, InetAddress.getByName("127.0.0.1")).close();
    assertThrows(IOException.class, () -> connections.listen(spec("127.0.0.1", first), ECHO));
  }
}
