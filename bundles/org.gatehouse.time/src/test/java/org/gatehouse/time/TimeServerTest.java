package org.gatehouse.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.gatehouse.linux.SystemClock;
import org.gatehouse.linux.simulated.SimulatedClock;
import org.gatehouse.transport.UdpDatagrams;
import org.gatehouse.values.Checked;
import org.gatehouse.values.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** The whole server on the loopback. */
@Timeout(60)
final class TimeServerTest {

  private final UdpDatagrams datagrams = new UdpDatagrams();
  private final SimulatedClock clock = new SimulatedClock(Instant.parse("2031-04-05T06:07:08Z"));
  private final TimeServer server = new TimeServer(datagrams, clock, new TimeLog(LoggerFactory.getLogger("test")));

  @AfterEach
  void close() {
    server.close();
    datagrams.deactivate();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static TimeSettings settings(Object... pairs) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return switch (TimeSettings.read(map)) {
      case Checked.Good<TimeSettings> good -> good.settings();
      case Checked.Refused<TimeSettings> bad -> throw new AssertionError(bad.problems());
    };
  }

  private static void awaitListening(TimeServer server, int count) {
    while (server.listening().size() != count) {
      Thread.onSpinWait();
    }
  }

  private static NtpAnswer ask(String address, int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      byte[] request = NtpAnswer.request(4711);
      socket.send(new DatagramPacket(request, 48, InetAddress.getByName(address), port));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      return NtpAnswer.read(answer.getData(), answer.getLength()).orElseThrow();
    }
  }

  @Test
  void m95_theBoxThatHostsAreGivenAsTimeServerAnswersOnItsLanAddress() throws Exception {
    int port = freePort();
    server.apply(settings("port", port));
    server.lan(Set.of(IpAddress.parse("127.0.0.9")));
    awaitListening(server, 2);
    for (String address : List.of("127.0.0.9", "127.0.0.1")) {
      NtpAnswer answer = ask(address, port);
      assertEquals(4711, answer.origin());
      assertEquals(3, answer.stratum());
      assertEquals(NtpPacket.timestamp(clock.nanos()), answer.transmit());
    }
  }

  @Test
  void itFollowsTheLanAddress() throws Exception {
    int port = freePort();
    server.apply(settings("port", port));
    server.lan(Set.of(IpAddress.parse("127.0.0.9")));
    awaitListening(server, 2);
    server.lan(Set.of(IpAddress.parse("127.0.0.10")));
    while (!server.listening().toString().contains("127.0.0.10")) {
      Thread.onSpinWait();
    }
    assertEquals(3, ask("127.0.0.10", port).stratum());
  }

  @Test
  void aTakenPortIsToldAndTriedAgain() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      server.apply(settings("port", taken.getLocalPort()));
      while (server.notListening().isEmpty()) {
        Thread.onSpinWait();
      }
      assertTrue(server.notListening().values().toString().contains("taken by another program"));
      taken.close();
      awaitListening(server, 1);
      assertEquals(3, ask("127.0.0.1", server.listening().getFirst().port().number()).stratum());
    }
  }

  @Test
  void switchedOffNothingIsServed() throws Exception {
    server.apply(settings("port", freePort()));
    awaitListening(server, 1);
    server.apply(settings("enabled", false));
    awaitListening(server, 0);
  }

  @Test
  void oneBoxMeasuresAnother() throws Exception {
    int port = freePort();
    server.apply(settings("port", port, "standalone.stratum", 5));
    clock.set(SimulatedClock.UNSYNCHRONISED);
    awaitListening(server, 1);
    TimeServer second = new TimeServer(datagrams, clock, new TimeLog(LoggerFactory.getLogger("test")));
    try {
      second.apply(settings("enabled", false, "servers", "127.0.0.1:" + port));
      while (second.state().sources().isEmpty() || second.state().sources().getFirst().reach() == 0) {
        Thread.onSpinWait();
      }
      assertEquals(6, second.state().statement().stratum());
    } finally {
      second.close();
    }
  }

  @Test
  void chronyTakesTheTime() throws Exception {
    Path chronyd = Path.of("/usr/sbin/chronyd");
    assumeTrue(Files.isExecutable(chronyd), "chronyd is not installed");
    int port = freePort();
    TimeServer real = new TimeServer(datagrams, new SystemClock(), new TimeLog(LoggerFactory.getLogger("test")));
    try {
      real.apply(settings("port", port, "standalone.stratum", 10));
      awaitListening(real, 1);
      while (!real.state().statement().isSynchronised()) {
        Thread.onSpinWait();
      }
      Process process = new ProcessBuilder(
              chronyd.toString(), "-U", "-Q", "-t", "20", "-f", "/dev/null", "server 127.0.0.1 port " + port + " iburst maxsamples 1")
          .redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), "UTF-8");
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), output);
      assertEquals(0, process.exitValue(), output);
      assertTrue(output.contains("System clock wrong by"), output);
    } finally {
      real.close();
    }
  }

  @Test
  void closingLeavesNoThread() throws Exception {
    TimeServer many = new TimeServer(datagrams, clock, new TimeLog(LoggerFactory.getLogger("test")));
    many.apply(settings("port", freePort(), "servers", "127.0.0.1:9"));
    awaitListening(many, 1);
    many.close();
    List<String> left = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
        .filter(name -> name.startsWith("gatehouse-udp-127")).toList();
    assertTrue(left.isEmpty(), left.toString());
    assertTrue(many.listening().isEmpty());
  }

  @Test
  void aSilentPortDoesNotAnswerStrangers() throws Exception {
    int port = freePort();
    server.apply(settings("port", port));
    awaitListening(server, 1);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(10_000);
      byte[] control = new byte[48];
      control[0] = 0x16;
      byte[] good = NtpAnswer.request(3);
      socket.send(new DatagramPacket(control, 48, InetAddress.getByName("127.0.0.1"), port));
      socket.send(new DatagramPacket(good, 48, InetAddress.getByName("127.0.0.1"), port));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      assertEquals(3, NtpPacket.origin(answer.getData()));
      while (server.counts().control() == 0) {
        Thread.onSpinWait();
      }
      assertEquals(new Responder.Counts(1, 0, 0, 1, 0), server.counts());
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the request after it was not answered", e);
    }
  }
}
