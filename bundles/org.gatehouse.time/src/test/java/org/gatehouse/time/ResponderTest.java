package org.gatehouse.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.gatehouse.linux.simulated.SimulatedClock;
import org.gatehouse.transport.Datagram;
import org.gatehouse.values.Ip4Address;
import org.junit.jupiter.api.Test;

final class ResponderTest {

  private static final int CLIENT = Ip4Address.parse("192.168.1.20").bits();
  private static final int NO_LIMIT = 0;

  private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-24T17:00:00Z"));
  private Statement statement = new Statement(
      0, 3, Ip4Address.parse("192.0.2.1").bits(), 42, 7_000_000, 1_000_000, clock.nanos(), 15_000, "");
  private final byte[] reply = new byte[Datagram.MAX_LENGTH];

  private static Datagram request(int version, int mode, long transmit) {
    Datagram datagram = new Datagram();
    NtpPacket.putHead(datagram.data(), 0, version, mode, 0, 6, -20, 0, 0, 0);
    NtpPacket.putTimes(datagram.data(), 0, 0, 0, transmit);
    datagram.set(48, true, 0, CLIENT & 0xffff_ffffL, 40_000);
    return datagram;
  }

  private Responder responder(int perSecond, int burst) {
    return new Responder(clock, () -> statement, new RateLimit(perSecond, burst, 1));
  }

  private NtpAnswer answered(Datagram request) {
    int length = responder(NO_LIMIT, 1).handle(request, reply);
    assertEquals(48, length);
    return NtpAnswer.read(reply, length).orElseThrow();
  }

  @Test
  void answersAClientWithItsOwnVersionAndItsNumber() {
    for (int version = 1; version <= 4; version++) {
      NtpAnswer answer = answered(request(version, 3, 0x1234_5678_9abc_def0L));
      assertEquals(version, answer.version());
      assertEquals(NtpPacket.SERVER, answer.mode());
      assertEquals(0x1234_5678_9abc_def0L, answer.origin());
      assertEquals(NtpPacket.timestamp(clock.nanos()), answer.receive());
      assertEquals(NtpPacket.timestamp(clock.nanos()), answer.transmit());
      assertEquals(3, answer.stratum());
      assertEquals(42, answer.reference());
      assertEquals(7_000_000, answer.rootDelay(), 20_000);
    }
  }

  @Test
  void thePollIntervalIsSentBack() {
    answered(request(4, 3, 1));
    assertEquals(6, NtpPacket.poll(reply));
  }

  @Test
  void theArrivalThatTheKernelNotedIsTheReceiveTime() {
    Datagram request = request(4, 3, 1);
    request.setArrival(clock.nanos() - 300_000);
    NtpAnswer answer = answered(request);
    assertEquals(NtpPacket.timestamp(clock.nanos() - 300_000), answer.receive());
    assertEquals(NtpPacket.timestamp(clock.nanos()), answer.transmit());
  }

  @Test
  void aSymmetricActivePeerGetsAPassiveAnswer() {
    assertEquals(NtpPacket.SYMMETRIC_PASSIVE, answered(request(3, 1, 1)).mode());
  }

  @Test
  void versionOneHasNoModes() {
    assertEquals(NtpPacket.SERVER, answered(request(1, 0, 1)).mode());
    Datagram fromServer = request(1, 0, 1);
    fromServer.set(48, true, 0, CLIENT & 0xffff_ffffL, 123);
    assertEquals(0, responder(NO_LIMIT, 1).handle(fromServer, reply));
  }

  @Test
  void controlModesAreNeverAnswered() {
    Responder responder = responder(NO_LIMIT, 1);
    for (int length : new int[] {1, 8, 12, 48, 500}) {
      for (int mode : new int[] {6, 7}) {
        Datagram request = request(2, mode, 1);
        request.set(length, true, 0, CLIENT & 0xffff_ffffL, 40_000);
        assertEquals(0, responder.handle(request, reply));
      }
    }
    assertEquals(10, responder.counts().control());
  }

  @Test
  void answersAreNotAnswered() {
    Responder responder = responder(NO_LIMIT, 1);
    for (int mode : new int[] {0, 2, 4, 5}) {
      assertEquals(0, responder.handle(request(4, mode, 1), reply));
    }
    assertEquals(4, responder.counts().unusable());
  }

  @Test
  void theDispersionGrowsUntilTheClockIsCheckedAgain() {
    clock.advance(Duration.ofSeconds(1000));
    assertEquals(1_000_000 + 15_000_000, answered(request(4, 3, 1)).rootDispersion(), 30_000);
  }

  @Test
  void aClockThatNobodyKeepsRightSaysSo() {
    statement = Statement.unsynchronised("");
    NtpAnswer answer = answered(request(4, 3, 1));
    assertEquals(3, answer.leap());
    assertEquals(16, answer.stratum());
    assertEquals(0, answer.reference());
  }

  @Test
  void whoAsksTooOftenIsToldOnceASecondAndMostlyIgnored() {
    Responder responder = responder(2, 16);
    int kisses = 0;
    int answers = 0;
    int silent = 0;
    for (int i = 0; i < 1000; i++) {
      if (responder.handle(request(4, 3, i + 1), reply) == 0) {
        silent++;
      } else if (NtpAnswer.read(reply, 48).orElseThrow().stratum() == 0) {
        kisses++;
        assertEquals(i + 1, NtpPacket.origin(reply));
        assertEquals('R' << 24 | 'A' << 16 | 'T' << 8 | 'E', NtpPacket.referenceId(reply));
        assertEquals(7, NtpPacket.poll(reply));
      } else {
        answers++;
      }
      clock.advance(Duration.ofNanos(1_234_567));
    }
    assertTrue(kisses == 2, kisses + " kisses in 1.2 s");
    assertTrue(answers > 100 && answers < 400, answers + " of 1000 answered");
    assertEquals(new Responder.Counts(answers, kisses, silent, 0, 0), responder.counts());
  }

  @Test
  void noPacketThrowsOrIsAnsweredAtLength() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Responder responder = responder(100, 10);
    for (int i = 0; i < 200_000; i++) {
      Datagram request = new Datagram();
      int length = random.nextInt(4) == 0 ? random.nextInt(60) : 48 + random.nextInt(Datagram.MAX_LENGTH - 47);
      for (int at = 0; at < Math.min(length, 100); at++) {
        request.data()[at] = (byte) random.nextInt();
      }
      request.set(length, random.nextBoolean(), random.nextLong(), random.nextInt() & 0xffff_ffffL, random.nextInt(65_536));
      request.setArrival(random.nextInt(10) == 0 ? random.nextLong() : 0);
      try {
        int answer = responder.handle(request, reply);
        int mode = NtpPacket.mode(request.data());
        assertTrue(answer == 0 || answer == 48 && length >= 48, "length " + answer);
        assertTrue(answer == 0 || mode == 1 || mode == 3 || mode == 0, "mode " + mode);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + i, e);
      }
    }
  }
}
