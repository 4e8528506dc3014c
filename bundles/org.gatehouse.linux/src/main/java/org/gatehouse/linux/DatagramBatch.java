package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory for several datagrams that one system call receives or sends: an array of struct mmsghdr,
 * each with its address and its buffer. Nothing is allocated after the construction.
 */
public final class DatagramBatch {

  // struct mmsghdr: name*, namelen, iov*, iovlen, control*, controllen, flags; len.
  private static final int HEADER = 64;
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_LENGTH = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;
  private static final int LENGTH = 56;

  private static final int NAMES = 32;
  private static final int VECTORS = 16;

  // One struct cmsghdr (length, level, type) with a struct timespec.
  private static final int CONTROLS = 64;
  private static final int CONTROL_LEVEL_AND_TYPE = 8;
  private static final int CONTROL_SECONDS = 16;
  private static final int CONTROL_NANOS = 24;
  private static final long ARRIVAL = (long) Libc.SO_TIMESTAMPNS << 32 | Libc.SOL_SOCKET;

  /** Keeps equal parts of neighbouring buffers out of the same set of the processor's cache. */
  private static final int CACHE_SKEW = 64;

  private final int capacity;
  private final int bytes;
  private final int stride;
  private final int controlBytes;
  private final MemorySegment headers;
  private final MemorySegment names;
  private final MemorySegment vectors;
  private final MemorySegment buffers;
  private final MemorySegment controls;
  private final MemorySegment errno;

  /** How many address lengths the kernel has overwritten. */
  private int used;

  /**
   * Allocates memory.
   *
   * @param arena lives as long as this is used
   * @param capacity how many datagrams
   * @param bytes how long each may be
   */
  public DatagramBatch(Arena arena, int capacity, int bytes) {
    this(arena, capacity, bytes, false);
  }

  /**
   * Allocates memory.
   *
   * @param arena lives as long as this is used
   * @param capacity how many datagrams
   * @param bytes how long each may be
   * @param timestamps whether there is memory for the time of arrival, too
   */
  public DatagramBatch(Arena arena, int capacity, int bytes, boolean timestamps) {
    this.capacity = capacity;
    controls = arena.allocate(timestamps ? (long) capacity * CONTROLS : 0, 64);
    controlBytes = timestamps ? CONTROLS : 0;
    this.bytes = bytes;
    stride = (bytes + 63) / 64 * 64 + CACHE_SKEW;
    headers = arena.allocate((long) capacity * HEADER, 64);
    names = arena.allocate((long) capacity * NAMES, 64);
    vectors = arena.allocate((long) capacity * VECTORS, 64);
    buffers = arena.allocate((long) capacity * stride, 64);
    errno = Libc.errno(arena);
    for (int i = 0; i < capacity; i++) {
      headers.set(ADDRESS, (long) i * HEADER + NAME, names.asSlice((long) i * NAMES, NAMES));
      headers.set(JAVA_INT, (long) i * HEADER + NAME_LENGTH, SocketAddress.LONGEST);
      headers.set(ADDRESS, (long) i * HEADER + VECTOR, vectors.asSlice((long) i * VECTORS, VECTORS));
      headers.set(JAVA_LONG, (long) i * HEADER + VECTOR_LENGTH, 1);
      if (timestamps) {
        headers.set(ADDRESS, (long) i * HEADER + CONTROL, controls.asSlice((long) i * CONTROLS, CONTROLS));
        headers.set(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH, CONTROLS);
      }
      vectors.set(ADDRESS, (long) i * VECTORS, buffers.asSlice((long) i * stride, bytes));
      vectors.set(JAVA_LONG, (long) i * VECTORS + 8, bytes);
    }
  }

  /** Returns how many datagrams fit. */
  public int capacity() {
    return capacity;
  }

  /** Returns how many bytes datagram {@code i} has. */
  public int length(int i) {
    return headers.get(JAVA_INT, (long) i * HEADER + LENGTH);
  }

  /** Tells whether datagram {@code i} was longer than the memory for it. */
  public boolean isCut(int i) {
    return (headers.get(JAVA_INT, (long) i * HEADER + FLAGS) & Libc.MSG_TRUNC) != 0;
  }

  /** Copies the bytes of datagram {@code i} to the start of {@code into}. */
  public void copy(int i, byte[] into) {
    MemorySegment.copy(buffers, JAVA_BYTE, (long) i * stride, into, 0, length(i));
  }

  /** Tells whether the other end of datagram {@code i} has an IPv4 address; one mapped into IPv6 counts as such. */
  public boolean isIp4(int i) {
    return SocketAddress.isIp4(names, (long) i * NAMES);
  }

  /** Returns the first half of the other end's IPv6 address; 0 for IPv4. */
  public long addressHigh(int i) {
    return SocketAddress.high(names, (long) i * NAMES);
  }

  /** Returns the second half of the other end's IPv6 address, or the 32 bits of its IPv4 address. */
  public long addressLow(int i) {
    return SocketAddress.low(names, (long) i * NAMES);
  }

  /** Returns the other end's port. */
  public int port(int i) {
    return SocketAddress.port(names, (long) i * NAMES);
  }

  /** Returns when the kernel received datagram {@code i}: nanoseconds since 1970; 0 if it does not say. */
  public long arrivalNanos(int i) {
    long at = (long) i * CONTROLS;
    if (controlBytes == 0
        || headers.get(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH) < CONTROL_NANOS + 8
        || controls.get(JAVA_LONG, at + CONTROL_LEVEL_AND_TYPE) != ARRIVAL) {
      return 0;
    }
    return controls.get(JAVA_LONG, at + CONTROL_SECONDS) * 1_000_000_000L + controls.get(JAVA_LONG, at + CONTROL_NANOS);
  }

  /** Makes datagram {@code i} one with these bytes to the other end of {@code other}'s datagram {@code j}. */
  public void reply(int i, byte[] data, int length, DatagramBatch other, int j) {
    long to = (long) i * NAMES;
    long from = (long) j * NAMES;
    names.set(JAVA_LONG, to, other.names.get(JAVA_LONG, from));
    names.set(JAVA_LONG, to + 8, other.names.get(JAVA_LONG, from + 8));
    names.set(JAVA_LONG, to + 16, other.names.get(JAVA_LONG, from + 16));
    names.set(JAVA_LONG, to + 24, other.names.get(JAVA_LONG, from + 24));
    put(i, data, length, other.headers.get(JAVA_INT, (long) j * HEADER + NAME_LENGTH));
  }

  /** Makes datagram {@code i} one with these bytes to that address. */
  public void put(int i, byte[] data, int length, boolean ip4, long high, long low, int port) {
    put(i, data, length, SocketAddress.put(names, (long) i * NAMES, ip4, high, low, port));
  }

  private void put(int i, byte[] data, int length, int nameLength) {
    if (length > bytes) {
      throw new IllegalArgumentException("a datagram of " + length + " bytes is longer than " + bytes);
    }
    MemorySegment.copy(data, 0, buffers, JAVA_BYTE, (long) i * stride, length);
    vectors.set(JAVA_LONG, (long) i * VECTORS + 8, length);
    headers.set(JAVA_INT, (long) i * HEADER + NAME_LENGTH, nameLength);
  }

  int receive(int fd) {
    for (int i = 0; i < used; i++) {
      headers.set(JAVA_INT, (long) i * HEADER + NAME_LENGTH, SocketAddress.LONGEST);
      headers.set(JAVA_LONG, (long) i * HEADER + CONTROL_LENGTH, controlBytes);
    }
    int received = Libc.recvmmsg(errno, fd, headers, capacity, Libc.MSG_DONTWAIT);
    used = Math.max(received, 0);
    return received;
  }

  int send(int fd, int from, int count) {
    return Libc.sendmmsg(errno, fd, headers.asSlice((long) from * HEADER), count, Libc.MSG_DONTWAIT);
  }
}
