package org.gatehouse.dns.resolver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Complete responses, found by the bytes of a query and written as its reply without parsing or
 * allocation. Any number of threads look up without locks while others store; when full, entries
 * whose time is over or that nobody asked for lately go first (CLOCK).
 */
public final class AnswerCache {

  /** What our OPT record says that we take over UDP (RFC 6891; the value the DNS flag day 2020 settled on). */
  public static final int UDP_PAYLOAD = 1232;

  private static final int HEADER = 12;
  private static final int OPT_LENGTH = 11;
  private static final int LONGEST_LIST = 1000;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle TABLE = MethodHandles.arrayElementVarHandle(Answer[].class);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final @Nullable Answer[] table;
  private final long seed;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final Object lock = new Object();
  private long maxBytes;
  private long bytes;
  private int count;
  private long stored;
  private long evicted;
  private @Nullable Answer hand;

  /**
   * Makes an empty one.
   *
   * @param maxBytes how much memory the entries may take together, an estimate
   * @param seed something that nobody outside can know, so that nobody can make names collide
   */
  public AnswerCache(long maxBytes, long seed) {
    this.maxBytes = maxBytes;
    this.seed = seed;
    long slots = Math.clamp(Long.highestOneBit(Math.max(1, maxBytes / 256)), 1L << 8, 1L << 18);
    this.table = new Answer[(int) slots];
  }

  /**
   * Finds the answer to a question as it stands in a packet, if its time is not over.
   *
   * @param nameLength bytes of the uncompressed name, its final zero included
   * @param flags {@link Question#DNSSEC_OK} and {@link Question#CHECKING_DISABLED}
   */
  public @Nullable Answer find(
      byte[] packet, int nameOffset, int nameLength, int type, int dnsClass, int flags, long nowSeconds) {
    Answer found = lookup(packet, nameOffset, nameLength, type, dnsClass, flags);
    if (found == null || nowSeconds >= found.expiresSeconds) {
      misses.increment();
      return null;
    }
    found.hits++;
    if (!found.referenced) {
      found.referenced = true;
    }
    hits.increment();
    return found;
  }

  /** Finds the answer to a question, also one whose time is over; does not count. */
  public @Nullable Answer peek(Question question) {
    byte[] name = question.name();
    return lookup(name, 0, name.length, question.type(), question.dnsClass(), question.flags());
  }

  private @Nullable Answer lookup(byte[] packet, int offset, int length, int type, int dnsClass, int flags) {
    long hash = hash(packet, offset, length, type, dnsClass, flags);
    Answer at = (Answer) TABLE.getAcquire(table, (int) hash & table.length - 1);
    while (at != null) {
      if (at.hash == hash
          && at.nameLength == length
          && at.type == type
          && at.dnsClass == dnsClass
          && at.flags == flags
          && sameName(at.message, packet, offset, length)) {
        return at;
      }
      at = at.next;
    }
    return null;
  }

  private static boolean sameName(byte[] message, byte[] packet, int offset, int length) {
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if ((long) LONGS.get(message, HEADER + i) != lower((long) LONGS.get(packet, offset + i))) {
        return false;
      }
    }
    for (; i < length; i++) {
      int b = packet[offset + i];
      if (message[HEADER + i] != (b >= 'A' && b <= 'Z' ? b + 32 : b)) {
        return false;
      }
    }
    return true;
  }

  /** Turns the letters among eight bytes into lower case. */
  private static long lower(long eight) {
    long seven = eight & ~HIGH_BITS;
    long fromA = seven + ONES * (0x80 - 'A');
    long pastZ = seven + ONES * (0x7f - 'Z');
    return eight | ((fromA ^ pastZ) & ~eight & HIGH_BITS) >>> 2;
  }

  private long hash(byte[] packet, int offset, int length, int type, int dnsClass, int flags) {
    long hash = seed ^ ((long) length << 40 | (long) flags << 32 | (long) type << 16 | dnsClass);
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = mixed(hash ^ lower((long) LONGS.get(packet, offset + i)));
    }
    long rest = 0;
    for (; i < length; i++) {
      rest = rest << 8 | packet[offset + i] & 0xff;
    }
    hash = mixed(hash ^ lower(rest));
    return hash ^ hash >>> 29;
  }

  private static long mixed(long value) {
    long product = value * 0x9E3779B97F4A7C15L;
    return product ^ product >>> 32;
  }

  /**
   * Writes an answer as the reply to a query: with the query's id, its RD and CD bits, its own spelling of the name,
   * TTLs that count down, and an OPT record if the query had one (RFC 6891 §7). An answer that does not fit becomes
   * an empty one with the TC bit.
   *
   * @param query whose question, which is the answer's, begins at offset 12
   * @param edns whether the query had an OPT record
   * @param reply written from its start; at least {@code limit} bytes long
   * @param limit the longest reply that the asker takes
   * @return the length of the reply, or -1 if not even the question fits
   */
  public static int write(Answer answer, byte[] query, boolean edns, byte[] reply, int limit, long nowSeconds) {
    byte[] message = answer.message;
    int length = message.length;
    int options = edns ? answer.options.length : 0;
    int opt = edns ? OPT_LENGTH + options : 0;
    int nameLength = answer.nameLength;
    boolean truncated = length + opt > limit;
    if (truncated) {
      length = HEADER + nameLength + 4;
      options = 0;
      opt = edns ? OPT_LENGTH : 0;
      if (length + opt > limit) {
        return -1;
      }
    }
    System.arraycopy(message, 0, reply, 0, length);
    reply[0] = query[0];
    reply[1] = query[1];
    reply[2] |= (byte) (query[2] & 1);
    reply[3] |= (byte) (query[3] & 0x10);
    System.arraycopy(query, HEADER, reply, HEADER, nameLength);
    if (truncated) {
      reply[2] |= 2;
      for (int i = 6; i < HEADER; i++) {
        reply[i] = 0;
      }
    } else if (answer.countsDown) {
      countDown(answer, reply, nowSeconds - answer.storedSeconds);
    }
    return edns ? appendOpt(answer, reply, length, options) : length;
  }

  private static void countDown(Answer answer, byte[] reply, long age) {
    if (age <= 0) {
      return;
    }
    for (int offset : answer.ttlOffsets) {
      long ttl =
          (reply[offset] & 0xffL) << 24
              | (reply[offset + 1] & 0xff) << 16
              | (reply[offset + 2] & 0xff) << 8
              | reply[offset + 3] & 0xff;
      long left = Math.max(0, ttl - age);
      reply[offset] = (byte) (left >>> 24);
      reply[offset + 1] = (byte) (left >>> 16);
      reply[offset + 2] = (byte) (left >>> 8);
      reply[offset + 3] = (byte) left;
    }
  }

  private static int appendOpt(Answer answer, byte[] reply, int at, int options) {
    reply[at] = 0;
    reply[at + 1] = 0;
    reply[at + 2] = Types.OPT;
    reply[at + 3] = (byte) (UDP_PAYLOAD >>> 8);
    reply[at + 4] = (byte) UDP_PAYLOAD;
    reply[at + 5] = 0;
    reply[at + 6] = 0;
    reply[at + 7] = (byte) ((answer.flags & Question.DNSSEC_OK) != 0 ? 0x80 : 0);
    reply[at + 8] = 0;
    reply[at + 9] = (byte) (options >>> 8);
    reply[at + 10] = (byte) options;
    if (options > 0) {
      System.arraycopy(answer.options, 0, reply, at + OPT_LENGTH, options);
    }
    int additional = ((reply[10] & 0xff) << 8 | reply[11] & 0xff) + 1;
    reply[10] = (byte) (additional >>> 8);
    reply[11] = (byte) additional;
    return at + OPT_LENGTH + options;
  }

  /** Keeps an answer in place of an earlier one to the same question. One too large for the cache is not kept. */
  public void store(Answer answer, long nowSeconds) {
    synchronized (lock) {
      if (answer.clockNext != null || answer.cost() > maxBytes) {
        return;
      }
      answer.hash =
          hash(answer.message, HEADER, answer.nameLength, answer.type, answer.dnsClass, answer.flags);
      Answer former =
          lookup(answer.message, HEADER, answer.nameLength, answer.type, answer.dnsClass, answer.flags);
      if (former != null) {
        answer.hits = former.hits / 2;
        remove(former);
      }
      makeRoom(answer.cost(), nowSeconds);
      int slot = (int) answer.hash & table.length - 1;
      answer.next = table[slot];
      TABLE.setRelease(table, slot, answer);
      link(answer);
      bytes += answer.cost();
      count++;
      stored++;
    }
  }

  private void makeRoom(int cost, long nowSeconds) {
    while (bytes + cost > maxBytes && hand != null) {
      Answer at = hand;
      if (at.referenced && nowSeconds < at.expiresSeconds) {
        at.referenced = false;
        hand = at.clockNext;
      } else {
        remove(at);
        evicted++;
      }
    }
  }

  private void link(Answer answer) {
    Answer head = hand;
    if (head == null) {
      answer.clockNext = answer;
      answer.clockPrevious = answer;
      hand = answer;
      return;
    }
    Answer tail = java.util.Objects.requireNonNull(head.clockPrevious);
    answer.clockNext = head;
    answer.clockPrevious = tail;
    tail.clockNext = answer;
    head.clockPrevious = answer;
  }

  private void remove(Answer answer) {
    int slot = (int) answer.hash & table.length - 1;
    Answer at = table[slot];
    if (at == answer) {
      TABLE.setRelease(table, slot, answer.next);
    } else {
      while (at != null && at.next != answer) {
        at = at.next;
      }
      if (at != null) {
        at.next = answer.next;
      }
    }
    Answer before = java.util.Objects.requireNonNull(answer.clockPrevious);
    Answer after = java.util.Objects.requireNonNull(answer.clockNext);
    if (after == answer) {
      hand = null;
    } else {
      before.clockNext = after;
      after.clockPrevious = before;
      if (hand == answer) {
        hand = after;
      }
    }
    answer.clockNext = null;
    answer.clockPrevious = null;
    bytes -= answer.cost();
    count--;
  }

  /** Changes how much is kept; what is too much goes at once. */
  public void resize(long newMaxBytes, long nowSeconds) {
    synchronized (lock) {
      maxBytes = newMaxBytes;
      makeRoom(0, nowSeconds);
    }
  }

  /** Forgets everything and returns how many answers that were. */
  public int flush() {
    return removeIf(answer -> true);
  }

  /** Forgets the answers about a name and all names below it, and returns how many that were. */
  public int flush(byte[] name) {
    byte[] ancestor = Names.lowered(name);
    return removeIf(answer -> Names.isIn(answer.name(), ancestor));
  }

  private int removeIf(Predicate<Answer> unwanted) {
    synchronized (lock) {
      List<Answer> gone = all().stream().filter(unwanted).toList();
      gone.forEach(this::remove);
      return gone.size();
    }
  }

  /** Returns what is kept about a name and the names below it, most asked for first, at most {@code most}. */
  public List<Answer> list(byte[] name, int most) {
    byte[] ancestor = Names.lowered(name);
    synchronized (lock) {
      return all().stream()
          .filter(answer -> Names.isIn(answer.name(), ancestor))
          .sorted(Comparator.comparingInt(Answer::hits).reversed())
          .limit(Math.min(most, LONGEST_LIST))
          .toList();
    }
  }

  private List<Answer> all() {
    List<Answer> all = new ArrayList<>(count);
    Answer at = hand;
    for (int i = 0; i < count && at != null; i++) {
      all.add(at);
      at = at.clockNext;
    }
    return all;
  }

  /** Returns the figures of this moment. */
  public Statistics statistics() {
    synchronized (lock) {
      return new Statistics(count, bytes, maxBytes, hits.sum(), misses.sum(), stored, evicted);
    }
  }

  /**
   * Figures of a cache.
   *
   * @param answers how many are kept
   * @param bytes the memory they take, an estimate
   * @param maxBytes the memory they may take
   * @param hits questions that were answered from here
   * @param misses questions that were not
   * @param stored answers put in since the start
   * @param evicted answers that had to make room
   */
  public record Statistics(
      int answers, long bytes, long maxBytes, long hits, long misses, long stored, long evicted) {}
}
