package org.gatehouse.linux;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.MacAddress;

/** ARP for IPv4 over Ethernet (RFC 826), without the frame around it. */
final class ArpPacket {

  static final int LENGTH = 28;

  private static final short ETHERNET = 1;
  private static final short IP4 = 0x0800;
  private static final short REQUEST = 1;
  private static final short REPLY = 2;

  private ArpPacket() {}

  /**
   * Who sent a packet.
   *
   * @param mac its hardware address
   * @param address its IP address
   */
  record Sender(MacAddress mac, Ip4Address address) {}

  /** Asks who has {@code target} without saying that we have an address (RFC 5227 §2.1.1). */
  static byte[] probe(MacAddress from, Ip4Address target) {
    return ByteBuffer.allocate(LENGTH)
        .putShort(ETHERNET).putShort(IP4).put((byte) 6).put((byte) 4).putShort(REQUEST)
        .put(from.toBytes()).putInt(0)
        .put(new byte[6]).putInt(target.bits())
        .array();
  }

  /** Returns who claims an address by sending this packet; empty if it is no such claim. */
  static Optional<Sender> sender(byte[] packet) {
    if (packet.length < LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(packet);
    short operation = in.getShort(6);
    if (in.getShort(0) != ETHERNET || in.getShort(2) != IP4 || in.get(4) != 6 || in.get(5) != 4
        || operation != REQUEST && operation != REPLY || in.getInt(14) == 0) {
      return Optional.empty();
    }
    return Optional.of(new Sender(MacAddress.of(packet, 8), Ip4Address.of(packet, 14)));
  }
}
