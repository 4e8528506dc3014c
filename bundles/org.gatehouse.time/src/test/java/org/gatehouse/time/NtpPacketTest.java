package org.gatehouse.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NtpPacketTest {

  private static long nanos(String instant) {
    Instant moment = Instant.parse(instant);
    return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
  }

  @Test
  void theEpochsAreWhereTheStandardPutsThem() {
    assertEquals(0x83aa_7e80_0000_0000L, NtpPacket.timestamp(0));
    assertEquals(0x83aa_7e80_8000_0000L, NtpPacket.timestamp(500_000_000));
    assertEquals(0, NtpPacket.timestamp(nanos("2036-02-07T06:28:16Z")), "the era of 2036 begins");
    assertEquals(-1L << 32, NtpPacket.timestamp(nanos("2036-02-07T06:28:15Z")));
  }

  @Test
  void timesRoundTripInBothEras() {
    Random random = new Random(1);
    for (String near : new String[] {"1975-01-01T00:00:00Z", "2026-11-24T17:00:00Z", "2036-02-07T06:28:16Z", "2090-01-01T00:00:00Z"}) {
      for (int i = 0; i < 1000; i++) {
        long time = nanos(near) + random.nextInt() * 1_000_000L;
        assertEquals(time, NtpPacket.nanos(NtpPacket.timestamp(time), nanos(near)), 1);
      }
    }
  }

  @Test
  void shortTimesAreRoundedUpAndBounded() {
    assertEquals(0, NtpPacket.shortOfNanos(0));
    assertEquals(0, NtpPacket.shortOfNanos(-5));
    assertEquals(1, NtpPacket.shortOfNanos(1));
    assertEquals(0x1_0000, NtpPacket.shortOfNanos(1_000_000_000));
    assertEquals(0x1_8000, NtpPacket.shortOfNanos(1_500_000_000));
    assertEquals(0xffff_0000, NtpPacket.shortOfNanos(65_535L * 1_000_000_000));
    assertEquals(-1, NtpPacket.shortOfNanos(65_536L * 1_000_000_000));
    assertEquals(-1, NtpPacket.shortOfNanos(Long.MAX_VALUE));
  }

  @Test
  void answersRoundTripThroughTheCodec() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      NtpAnswer answer = new NtpAnswer(random.nextInt(4), random.nextInt(8), random.nextInt(8), random.nextInt(256),
          random.nextInt(256) - 128, random.nextInt(65_536) * 1_000_000_000L, random.nextInt(65_536) * 1_000_000_000L,
          random.nextInt(), random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
      assertEquals(Optional.of(answer), NtpAnswer.read(answer.toBytes(), 48), "seed " + seed);
      assertTrue(NtpAnswer.read(answer.toBytes(), random.nextInt(48)).isEmpty());
    }
  }

  @Test
  void aRequestTellsNothingButARandomNumber() {
    byte[] request = NtpAnswer.request(77);
    assertEquals(0x23, request[0]);
    for (int i = 1; i < 40; i++) {
      assertEquals(0, request[i]);
    }
    assertEquals(77, NtpPacket.transmit(request));
  }
}
