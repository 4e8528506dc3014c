package org.gatehouse.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.MacAddress;
import org.junit.jupiter.api.Test;

final class KernelTest {

  @Test
  void theLoopbackIsListed() throws IOException {
    try (Netlink netlink = new Netlink()) {
      Link lo = netlink.named(InterfaceName.parse("lo")).orElseThrow();
      assertTrue(lo.up());
      assertTrue(lo.ip4().stream().anyMatch(a -> a.address().equals(Ip4Address.LOOPBACK)), lo.toString());
    }
  }

  @Test
  void aClosedConnectionToTheKernelRefuses() throws IOException {
    Netlink netlink = new Netlink();
    netlink.close();
    netlink.close();
    assertThrows(IOException.class, netlink::list);
  }

  @Test
  void theClockTellsTheTimeAndItsState() throws IOException {
    SystemClock clock = new SystemClock();
    long before = System.currentTimeMillis();
    long nanos = clock.nanos();
    assertTrue(nanos / 1_000_000 >= before && nanos / 1_000_000 <= System.currentTimeMillis());
    assertTrue(nanos > Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L);
    KernelClock.State state = clock.state();
    assertFalse(state.maximumError().isNegative());
    assertTrue(Math.abs(state.frequencyPpm()) <= 500, state.toString());
    assertTrue(state.offset().abs().compareTo(Duration.ofSeconds(1)) < 0, state.toString());
  }

  @Test
  void anArpProbeClaimsNoAddress() {
    byte[] probe = ArpPacket.probe(MacAddress.parse("02:00:00:00:00:0a"), Ip4Address.parse("192.0.2.1"));
    assertEquals("[0, 1, 8, 0, 6, 4, 0, 1, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -64, 0, 2, 1]",
        Arrays.toString(probe));
    assertEquals(Optional.empty(), ArpPacket.sender(probe));
  }

  @Test
  void anArpPacketOfAHostNamesItsSender() {
    byte[] packet = ArpPacket.probe(MacAddress.parse("02:00:00:00:00:0a"), Ip4Address.parse("192.0.2.1"));
    packet[14] = 10;
    ArpPacket.Sender sender = ArpPacket.sender(packet).orElseThrow();
    assertEquals("10.0.0.0", sender.address().toString());
    for (int position : new int[] {0, 1, 2, 3, 4, 5, 6, 7}) {
      byte[] bad = packet.clone();
      bad[position] ^= 0x40;
      assertEquals(Optional.empty(), ArpPacket.sender(bad), "position " + position);
    }
    assertEquals(Optional.empty(), ArpPacket.sender(Arrays.copyOf(packet, 27)));
  }

  @Test
  void noNetlinkBytesThrow() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
      if (bytes.length >= 40) {
        in.putInt(0, random.nextInt(bytes.length + 8)).putShort(4, (short) random.nextInt(32)).putInt(8, 1);
        in.putShort(32, (short) random.nextInt(20)).putShort(34, (short) random.nextInt(4));
      }
      try {
        NetlinkMessages.read(in, 1, new NetlinkMessages.Answer());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + i, e);
      }
    }
  }
}
