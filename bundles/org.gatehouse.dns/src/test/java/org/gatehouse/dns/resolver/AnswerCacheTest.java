package org.gatehouse.dns.resolver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.gatehouse.values.DomainName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

  private final AnswerCache cache = new AnswerCache(1 << 20, 42);
  private final byte[] reply = new byte[4096];

  private static Answer answer(String name, String address, long ttl, long now) {
    Packets packet = Packets.response(0, name, Types.A).answer(name, Types.A, ttl, Packets.ip(address));
    return Answer.counted(packet.bytes(), packet.ttlOffsets(), 0, now, ttl, null);
  }

  private @Nullable Answer find(byte[] query, long now) {
    int type = query[query.length - 3];
    return cache.find(query, 12, query.length - 16, type, 1, 0, now);
  }

  @Test
  void m105_secondLookupIsAnsweredLocallyWithItsTtlCountedDown() {
    cache.store(answer("www.example.com", "192.0.2.1", 300, 1000), 1000);
    byte[] query = Packets.query(0x1234, "WwW.eXample.COM", Types.A).bytes();
    Answer found = assertNotNull2(find(query, 1120));
    int length = AnswerCache.write(found, query, false, reply, 512, 1120);
    byte[] expected =
        Packets.response(0x1234, "WwW.eXample.COM", Types.A)
            .answer("www.example.com", Types.A, 180, Packets.ip("192.0.2.1"))
            .bytes();
    assertArrayEquals(expected, Arrays.copyOf(reply, length));
  }

  private static Answer assertNotNull2(@Nullable Answer answer) {
    assertNotNull(answer);
    return answer;
  }

  @Test
  void endsWithItsTime() {
    cache.store(answer("www.example.com", "192.0.2.1", 300, 1000), 1000);
    byte[] query = Packets.query(1, "www.example.com", Types.A).bytes();
    assertNotNull(find(query, 1299));
    assertNull(find(query, 1300));
    assertNotNull(cache.peek(Question.of(Packets.name("www.example.com"), Types.A)), "kept to be served stale");
  }

  @Test
  void tellsNamesTypesClassesAndFlagsApart() {
    cache.store(answer("www.example.com", "192.0.2.1", 300, 0), 0);
    byte[] name = Packets.name("www.example.com");
    assertNotNull(cache.find(name, 0, name.length, Types.A, 1, 0, 1));
    assertNull(cache.find(name, 0, name.length, Types.AAAA, 1, 0, 1));
    assertNull(cache.find(name, 0, name.length, Types.A, 3, 0, 1));
    assertNull(cache.find(name, 0, name.length, Types.A, 1, Question.DNSSEC_OK, 1));
    assertNull(cache.find(name, 0, name.length, Types.A, 1, Question.CHECKING_DISABLED, 1));
    for (String other : new String[] {"www.example.con", "wwx.example.com", "www.example.comm", "example.com", "."}) {
      byte[] bytes = Packets.name(other);
      assertNull(cache.find(bytes, 0, bytes.length, Types.A, 1, 0, 1), other);
    }
  }

  @Test
  void onlyLettersAreEqualInBothCases() {
    byte[] at = {8, '@', '[', '`', '{', 'a', 'Z', (byte) 0xc1, (byte) 0xe1, 0};
    byte[] message = Packets.join(new byte[] {0, 0, (byte) 0x81, (byte) 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, at,
        new byte[] {0, 1, 0, 1});
    cache.store(Answer.counted(message, new int[0], 0, 0, 10, null), 0);
    for (int i = 1; i < at.length - 1; i++) {
      for (int b = 0; b < 256; b++) {
        byte[] other = at.clone();
        other[i] = (byte) b;
        boolean same = lower(b) == lower(at[i] & 0xff);
        assertEquals(same, cache.find(other, 0, other.length, 1, 1, 0, 0) != null, i + " " + b);
      }
    }
  }

  private static int lower(int b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  @Test
  void addsAnOptRecordOnlyForClientsWithOne() {
    cache.store(answer("a.example", "192.0.2.1", 300, 0), 0);
    byte[] query = Packets.query(7, "a.example", Types.A).bytes();
    Answer found = assertNotNull2(find(query, 0));
    int plain = AnswerCache.write(found, query, false, reply, 512, 0);
    assertEquals(0, reply[11]);
    assertEquals(plain + 11, AnswerCache.write(found, query, true, reply, 512, 0));
    assertEquals(1, reply[11]);
  }

  @Test
  void whatDoesNotFitIsTruncatedToTheQuestion() {
    Packets packet = Packets.response(0, "big.example", Types.A);
    for (int i = 0; i < 40; i++) {
      packet.answer("big.example", Types.A, 60, Packets.ip("192.0.2." + i));
    }
    cache.store(Answer.counted(packet.bytes(), packet.ttlOffsets(), 0, 0, 60, null), 0);
    byte[] query = Packets.query(7, "big.example", Types.A).bytes();
    Answer found = assertNotNull2(find(query, 0));
    int length = AnswerCache.write(found, query, false, reply, 512, 0);
    assertArrayEquals(
        Packets.response(7, "big.example", Types.A).flags(0x8380).bytes(), Arrays.copyOf(reply, length));
    assertEquals(length + 11, AnswerCache.write(found, query, true, reply, 512, 0));
    assertEquals(-1, AnswerCache.write(found, query, false, reply, 20, 0));
    assertEquals(packet.bytes().length, AnswerCache.write(found, query, false, reply, packet.bytes().length, 0));
  }

  @Test
  void staysWithinItsBytesAndKeepsWhatIsAskedForOften() {
    AnswerCache small = new AnswerCache(100_000, 1);
    byte[] popular = Packets.name("popular.example");
    small.store(answer("popular.example", "192.0.2.1", 100_000, 0), 0);
    for (int i = 0; i < 20_000; i++) {
      small.store(answer("n" + i + ".example", "192.0.2.1", 100_000, 0), 0);
      assertNotNull(small.find(popular, 0, popular.length, Types.A, 1, 0, 0), () -> "lost");
      assertTrue(small.statistics().bytes() <= 100_000);
    }
    assertTrue(small.statistics().answers() > 300, () -> "keeps only " + small.statistics());
    small.resize(1000, 0);
    assertTrue(small.statistics().bytes() <= 1000);
  }

  @Test
  void forgetsANameAndWhatIsBelow() {
    for (String name : new String[] {"example.com", "a.example.com", "b.a.example.com", "notexample.com", "com"}) {
      cache.store(answer(name, "192.0.2.1", 300, 0), 0);
    }
    assertEquals(3, cache.flush(Names.wire(new DomainName("Example.com"))));
    assertEquals(2, cache.list(Packets.name("."), 10).size());
    assertEquals(2, cache.flush());
    assertEquals(new AnswerCache.Statistics(0, 0, 1 << 20, 0, 0, 5, 0), cache.statistics());
  }

  @Test
  void aNewerAnswerTakesThePlaceOfTheFormer() {
    cache.store(answer("a.example", "192.0.2.1", 300, 0), 0);
    Answer newer = answer("a.example", "192.0.2.2", 300, 10);
    cache.store(newer, 10);
    assertSame(newer, find(Packets.query(1, "a.example", Types.A).bytes(), 10));
    assertEquals(1, cache.statistics().answers());
  }

  @Test
  void popularAnswersAskOnceToBeFetchedAgainInTheirLastTenth() {
    Answer answer = answer("a.example", "192.0.2.1", 300, 0);
    cache.store(answer, 0);
    byte[] query = Packets.query(1, "a.example", Types.A).bytes();
    for (int i = 0; i < 5; i++) {
      find(query, i);
    }
    assertEquals(false, answer.wantsRefresh(269));
    assertEquals(true, answer.wantsRefresh(270));
    assertEquals(false, answer.wantsRefresh(271));
  }

  @Test
  void lookingUpAndWritingAllocatesNothing() {
    cache.store(answer("www.example.com", "192.0.2.1", 300_000, 0), 0);
    byte[] query = Packets.query(1, "www.Example.com", Types.A).bytes();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long written = 0;
    for (int i = 0; i < 20_000; i++) {
      written += lookUpAndWrite(query, i);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      written += lookUpAndWrite(query, i);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(written > 0);
    assertTrue(allocated < 1000, () -> allocated + " bytes in 10,000 lookups");
  }

  private int lookUpAndWrite(byte[] query, long now) {
    Answer found = find(query, now);
    return found == null ? 0 : AnswerCache.write(found, query, true, reply, 1232, now);
  }

  @Test
  void severalThreadsReadWhileOthersWrite() throws InterruptedException {
    AnswerCache shared = new AnswerCache(200_000, 3);
    Thread[] threads = new Thread[4];
    boolean[] wrong = new boolean[1];
    for (int t = 0; t < threads.length; t++) {
      int seed = t;
      threads[t] = new Thread(() -> wrong[0] |= !mix(shared, seed));
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(false, wrong[0]);
    assertTrue(shared.statistics().bytes() <= 200_000);
    assertEquals(shared.statistics().answers(), shared.flush());
    assertEquals(0, shared.statistics().bytes());
  }

  private static boolean mix(AnswerCache shared, int seed) {
    var random = new java.util.SplittableRandom(seed);
    for (int i = 0; i < 30_000; i++) {
      String text = "n" + random.nextInt(2000) + ".example";
      byte[] name = Packets.name(text);
      if (seed < 2) {
        shared.store(answer(text, "192.0.2.1", 300, i), i);
      } else {
        Answer found = shared.find(name, 0, name.length, Types.A, 1, 0, 0);
        if (found != null && !Arrays.equals(found.name(), name)) {
          return false;
        }
      }
    }
    return true;
  }
}
