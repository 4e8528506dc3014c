package org.gatehouse.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;

/** The clock of this machine. */
public final class SystemClock implements KernelClock {

  // struct timex
  private static final int SIZE = 208;
  private static final int OFFSET = 8;
  private static final int FREQUENCY = 16;
  private static final int MAXIMUM_ERROR = 24;
  private static final int ESTIMATED_ERROR = 32;
  private static final int STATUS = 40;
  private static final int TAI = 160;

  private static final int STA_INS = 0x10;
  private static final int STA_DEL = 0x20;
  private static final int STA_UNSYNC = 0x40;
  private static final int STA_NANO = 0x2000;
  private static final double PPM = 65_536;

  /** Makes a view of the clock; it holds nothing open. */
  public SystemClock() {}

  @Override
  public long nanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public State state() throws KernelException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(SIZE, 8);
      UdpSocket.check("adjtimex", Libc.adjtimex(Libc.errno(arena), timex));
      int status = timex.get(JAVA_INT, STATUS);
      return new State(
          (status & STA_UNSYNC) == 0,
          (status & STA_INS) != 0 ? Leap.INSERT : (status & STA_DEL) != 0 ? Leap.DELETE : Leap.NONE,
          Duration.ofNanos(timex.get(JAVA_LONG, OFFSET) * ((status & STA_NANO) != 0 ? 1 : 1000)),
          timex.get(JAVA_LONG, FREQUENCY) / PPM,
          Duration.ofNanos(timex.get(JAVA_LONG, ESTIMATED_ERROR) * 1000),
          Duration.ofNanos(timex.get(JAVA_LONG, MAXIMUM_ERROR) * 1000),
          timex.get(JAVA_INT, TAI));
    }
  }
}
