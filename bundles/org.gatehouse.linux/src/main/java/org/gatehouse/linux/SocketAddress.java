package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Ip6Address;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Port;

/** Endpoints as the kernel writes them: sockaddr_in and sockaddr_in6. */
final class SocketAddress {

  /** Bytes of the longer of the two. */
  static final int LONGEST = 28;

  private static final int IN4 = 16;
  private static final ValueLayout.OfShort PORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt BITS4 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong BITS8 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final long MAPPED = 0xffff;

  private SocketAddress() {}

  static MemorySegment of(SegmentAllocator allocator, Endpoint endpoint) {
    MemorySegment address = allocator.allocate(endpoint.address() instanceof Ip4Address ? IN4 : LONGEST, 8);
    int unused = switch (endpoint.address()) {
      case Ip4Address ip4 -> put(address, 0, true, 0, ip4.toLong(), endpoint.port().number());
      case Ip6Address ip6 -> put(address, 0, false, ip6.high(), ip6.low(), endpoint.port().number());
    };
    return address;
  }

  /** Writes an address and returns its length. */
  static int put(MemorySegment memory, long at, boolean ip4, long high, long low, int port) {
    memory.set(PORT, at + 2, (short) port);
    if (ip4) {
      memory.set(JAVA_SHORT, at, (short) Libc.AF_INET);
      memory.set(BITS4, at + 4, (int) low);
      memory.set(BITS8, at + 8, 0);
      return IN4;
    }
    memory.set(JAVA_SHORT, at, (short) Libc.AF_INET6);
    memory.set(BITS4, at + 4, 0);
    memory.set(BITS8, at + 8, high);
    memory.set(BITS8, at + 16, low);
    memory.set(BITS4, at + 24, 0);
    return LONGEST;
  }

  static boolean isIp4(MemorySegment memory, long at) {
    return memory.get(JAVA_SHORT, at) == Libc.AF_INET
        || memory.get(BITS8, at + 8) == 0 && memory.get(BITS8, at + 16) >>> 32 == MAPPED;
  }

  static long high(MemorySegment memory, long at) {
    return isIp4(memory, at) ? 0 : memory.get(BITS8, at + 8);
  }

  static long low(MemorySegment memory, long at) {
    if (memory.get(JAVA_SHORT, at) == Libc.AF_INET) {
      return memory.get(BITS4, at + 4) & 0xffff_ffffL;
    }
    long low = memory.get(BITS8, at + 16);
    return isIp4(memory, at) ? low & 0xffff_ffffL : low;
  }

  static int port(MemorySegment memory, long at) {
    return memory.get(PORT, at + 2) & 0xffff;
  }

  static Endpoint endpoint(MemorySegment memory) {
    IpAddress address = isIp4(memory, 0)
        ? new Ip4Address((int) low(memory, 0))
        : new Ip6Address(high(memory, 0), low(memory, 0));
    return new Endpoint(address, new Port(port(memory, 0)));
  }
}
