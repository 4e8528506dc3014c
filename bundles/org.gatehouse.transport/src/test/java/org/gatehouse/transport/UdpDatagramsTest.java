package org.gatehouse.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Port;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class UdpDatagramsTest {

  private static final DatagramHandler ECHO = (request, reply) -> {
    System.arraycopy(request.data(), 0, reply, 0, request.length());
    return request.length();
  };

  private final UdpDatagrams datagrams = new UdpDatagrams();

  @AfterEach
  void deactivate() {
    datagrams.deactivate();
  }

  private static DatagramSpec loopback(int port) {
    return DatagramSpec.on(Endpoint.parse("127.0.0.1", port));
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static byte[] ask(DatagramSocket client, Endpoint server, byte[] question) throws IOException {
    InetAddress address = InetAddress.getByAddress(server.address().toBytes());
    client.setSoTimeout(10_000);
    client.send(new DatagramPacket(question, question.length, address, server.port().number()));
    DatagramPacket answer = new DatagramPacket(new byte[65_535], 65_535);
    client.receive(answer);
    assertEquals(address, answer.getAddress());
    return Arrays.copyOf(answer.getData(), answer.getLength());
  }

  @Test
  void echoesOverIp4() throws Exception {
    try (DatagramPort port = datagrams.open(loopback(0), ECHO);
        DatagramSocket client = new DatagramSocket()) {
      assertTrue(port.local().port().number() > 0);
      assertEquals("hello", new String(ask(client, port.local(), "hello".getBytes("US-ASCII")), "US-ASCII"));
      while (port.counts().sent() < 1) {
        Thread.onSpinWait();
      }
      assertEquals(new DatagramPort.Counts(1, 1, 0, 0), port.counts());
    }
  }

  @Test
  void echoesOverIp6() throws Exception {
    assumeTrue(NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses).anyMatch(a -> a.getAddress().length == 16), "no IPv6 here");
    try (DatagramPort port = datagrams.open(DatagramSpec.on(Endpoint.parse("[::1]:0", 0)), ECHO);
        DatagramSocket client = new DatagramSocket()) {
      assertEquals(3, ask(client, port.local(), new byte[] {1, 2, 3}).length);
    }
  }

  @Test
  void tellsWhoSentIt() throws Exception {
    AtomicReference<Endpoint> seen = new AtomicReference<>();
    try (DatagramPort port = datagrams.open(loopback(0), (request, reply) -> {
          seen.set(request.source());
          return ECHO.handle(request, reply);
        });
        DatagramSocket client = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      ask(client, port.local(), new byte[] {1});
      assertEquals(Endpoint.parse("127.0.0.1", client.getLocalPort()), seen.get());
    }
  }

  @Test
  void tellsWhenItArrived() throws Exception {
    List<Long> arrivals = new CopyOnWriteArrayList<>();
    DatagramHandler noting = (request, reply) -> {
      arrivals.add(request.arrivalNanos());
      return ECHO.handle(request, reply);
    };
    DatagramSpec spec = new DatagramSpec(Endpoint.parse("127.0.0.1", 0), Optional.empty(), false, true);
    try (DatagramPort port = datagrams.open(spec, noting); DatagramSocket client = new DatagramSocket()) {
      for (int i = 0; i < 3; i++) {
        long before = System.currentTimeMillis();
        ask(client, port.local(), new byte[] {1});
        long millis = arrivals.get(i) / 1_000_000;
        assertTrue(millis >= before && millis <= System.currentTimeMillis(), "arrived at " + millis);
      }
    }
    try (DatagramPort port = datagrams.open(loopback(0), noting); DatagramSocket client = new DatagramSocket()) {
      ask(client, port.local(), new byte[] {1});
      assertEquals(0, arrivals.getLast());
    }
  }

  @Test
  void passesTheLongestAndDropsOneByteMore() throws Exception {
    try (DatagramPort port = datagrams.open(loopback(0), ECHO);
        DatagramSocket client = new DatagramSocket()) {
      InetAddress local = InetAddress.getByName("127.0.0.1");
      byte[] tooLong = new byte[Datagram.MAX_LENGTH + 1];
      client.send(new DatagramPacket(tooLong, tooLong.length, local, port.local().port().number()));
      assertEquals(Datagram.MAX_LENGTH, ask(client, port.local(), new byte[Datagram.MAX_LENGTH]).length);
      while (port.counts().received() < 2) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void anEmptyDatagramIsOneToo() throws Exception {
    try (DatagramPort port = datagrams.open(loopback(0), (request, reply) -> request.length() == 0 ? 5 : 0);
        DatagramSocket client = new DatagramSocket()) {
      assertEquals(5, ask(client, port.local(), new byte[0]).length);
    }
  }

  @Test
  void aHandlerThatThrowsIsCountedAndTheNextRequestIsAnswered() throws Exception {
    try (DatagramPort port = datagrams.open(loopback(0), (request, reply) -> {
          switch (request.data()[0]) {
            case 0 -> throw new IllegalStateException("hostile");
            case 1 -> throw new StackOverflowError("hostile");
            case 2 -> {
              return reply.length + 1;
            }
            default -> {
              return ECHO.handle(request, reply);
            }
          }
        });
        DatagramSocket client = new DatagramSocket()) {
      for (byte i = 0; i < 3; i++) {
        client.send(new DatagramPacket(new byte[] {i}, 1, InetAddress.getByName("127.0.0.1"), port.local().port().number()));
      }
      assertEquals(9, ask(client, port.local(), new byte[] {9})[0]);
      while (port.counts().received() < 4) {
        Thread.onSpinWait();
      }
      assertEquals(3, port.counts().failures());
    }
  }

  @Test
  void sendsFromAnyThreadOneOrMany() throws Exception {
    try (DatagramPort port = datagrams.open(loopback(0), (request, reply) -> 0);
        DatagramSocket client = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      client.setSoTimeout(10_000);
      Endpoint to = Endpoint.parse("127.0.0.1", client.getLocalPort());
      port.send(new byte[] {7, 8}, 1, to);
      DatagramPacket got = new DatagramPacket(new byte[10], 10);
      client.receive(got);
      assertEquals(1, got.getLength());
      List<DatagramPort.Outgoing> many = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        many.add(new DatagramPort.Outgoing(new byte[] {(byte) i}, 1, to));
      }
      assertEquals(150, port.sendAll(many));
      for (int i = 0; i < 150; i++) {
        client.receive(got);
        assertEquals((byte) i, got.getData()[0]);
      }
      assertEquals(151, port.counts().sent());
      assertThrows(IOException.class, () -> port.send(new byte[1], 1, Endpoint.parse("[::1]:5", 0)));
    }
  }

  @Test
  void aTakenPortIsRefusedWithWhatToDo() throws Exception {
    try (DatagramPort port = datagrams.open(loopback(0), ECHO)) {
      IOException e = assertThrows(IOException.class, () -> datagrams.open(loopback(port.local().port().number()), ECHO));
      assertTrue(Objects.requireNonNull(e.getMessage()).contains("taken by another program"), e.getMessage());
    }
    IOException e = assertThrows(IOException.class, () -> datagrams.open(DatagramSpec.on(Endpoint.parse("192.0.2.1", 5300)), ECHO));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("has the address 192.0.2.1"), e.getMessage());
    DatagramSpec device = new DatagramSpec(Endpoint.parse("0.0.0.0", 0), Optional.of(InterfaceName.parse("nowhere7")), true);
    e = assertThrows(IOException.class, () -> datagrams.open(device, ECHO));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("nowhere7"), e.getMessage());
  }

  @Test
  void noCallIsUnderWayAfterClose() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    DatagramPort port = datagrams.open(loopback(0), (request, reply) -> {
      running.incrementAndGet();
      inside.countDown();
      for (int i = 0; i < 1000; i++) {
        Thread.yield();
      }
      running.decrementAndGet();
      return 0;
    });
    try (DatagramSocket client = new DatagramSocket()) {
      client.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName("127.0.0.1"), port.local().port().number()));
      assertTrue(inside.await(10, TimeUnit.SECONDS));
      port.close();
      assertEquals(0, running.get());
      assertThrows(IOException.class, () -> port.send(new byte[1], 1, Endpoint.parse("127.0.0.1", 9)));
    }
  }

  @Test
  void aHandlerMayCloseItsOwnPort() throws Exception {
    AtomicReference<DatagramPort> self = new AtomicReference<>();
    int number = freePort();
    self.set(datagrams.open(loopback(number), (request, reply) -> {
      Objects.requireNonNull(self.get()).close();
      return 0;
    }));
    try (DatagramSocket client = new DatagramSocket()) {
      client.send(new DatagramPacket(new byte[1], 1, InetAddress.getByName("127.0.0.1"), number));
      DatagramPort next = openWhenLeft(number);
      assertEquals(5, ask(client, next.local(), new byte[] {5})[0]);
      next.close();
    }
  }

  private DatagramPort openWhenLeft(int number) {
    while (true) {
      try {
        return datagrams.open(loopback(number), ECHO);
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void fiftySwapsUnderTrafficLoseNothing() throws Exception {
    int number = freePort();
    int total = 20_000;
    AtomicInteger answered = new AtomicInteger();
    DatagramPort port = datagrams.open(loopback(number), ECHO);
    try (DatagramSocket client = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      client.setReceiveBufferSize(8 << 20);
      client.setSoTimeout(10_000);
      Thread listener = Thread.ofPlatform().start(() -> {
        DatagramPacket answer = new DatagramPacket(new byte[100], 100);
        try {
          while (answered.get() < total) {
            client.receive(answer);
            answered.incrementAndGet();
          }
        } catch (IOException e) {
          // a time-out: the count tells how many are missing
        }
      });
      for (int i = 0; i < total; i++) {
        client.send(new DatagramPacket(new byte[40], 40, InetAddress.getByName("127.0.0.1"), number));
        if (i % (total / 50) == total / 100) {
          port.close();
          port = datagrams.open(loopback(number), ECHO);
        }
        while (i - answered.get() > 100 && listener.isAlive()) {
          Thread.yield();
        }
      }
      listener.join();
      assertEquals(total, answered.get());
    } finally {
      port.close();
    }
    assertEquals(total, port.counts().received(), "the socket was the same all the time");
  }

  @Test
  void whatArrivesWhileNobodyListensWaitsForTheSuccessor() throws Exception {
    int number = freePort();
    datagrams.open(loopback(number), ECHO).close();
    try (DatagramSocket client = new DatagramSocket()) {
      client.setSoTimeout(10_000);
      client.send(new DatagramPacket(new byte[] {42}, 1, InetAddress.getByName("127.0.0.1"), number));
      try (DatagramPort next = datagrams.open(loopback(number), ECHO)) {
        DatagramPacket answer = new DatagramPacket(new byte[10], 10);
        client.receive(answer);
        assertEquals(42, answer.getData()[0]);
        assertEquals(number, next.local().port().number());
      }
    }
  }

  @Test
  void anEqualPortUnderOtherTermsIsNotTakenOver() throws Exception {
    int number = freePort();
    datagrams.open(loopback(number), ECHO).close();
    assertThrows(IOException.class,
        () -> datagrams.open(new DatagramSpec(Endpoint.parse("127.0.0.1", number), Optional.empty(), true), ECHO));
  }

  @Test
  void withoutASuccessorTheSocketIsClosedWhenTheTimePasses() throws Exception {
    UdpDatagrams hasty = new UdpDatagrams(1);
    int number = freePort();
    hasty.open(loopback(number), ECHO).close();
    openWhenLeft(number).close();
    hasty.deactivate();
  }

  @Test
  void deactivationClosesWhatIsOpenAndWhatLingers() throws Exception {
    int first = freePort();
    DatagramPort open = datagrams.open(loopback(first), ECHO);
    int second = freePort();
    datagrams.open(loopback(second), ECHO).close();
    datagrams.deactivate();
    new DatagramSocket(first, InetAddress.getByName("127.0.0.1")).close();
    new DatagramSocket(second, InetAddress.getByName("127.0.0.1")).close();
    open.close();
    assertThrows(IOException.class, () -> datagrams.open(loopback(first), ECHO));
  }

  @Test
  void aHundredPortsLeaveNoDescriptorAndNoThread() throws Exception {
    UdpDatagrams many = new UdpDatagrams(0);
    many.open(loopback(0), ECHO).close();
    int files = descriptors();
    for (int i = 0; i < 100; i++) {
      many.open(loopback(0), ECHO).close();
    }
    assertEquals(files, descriptors());
    many.deactivate();
    assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith("gatehouse-udp-127")));
  }

  private static int descriptors() {
    return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
  }

  @Test
  void theAddressIsKeptAsItWasAskedFor() throws Exception {
    try (DatagramPort port = datagrams.open(DatagramSpec.on(new Endpoint(IpAddress.parse("0.0.0.0"), new Port(0))), ECHO)) {
      assertEquals(IpAddress.parse("0.0.0.0"), port.local().address());
    }
  }
}
