package org.gatehouse.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PublishedTest {

  @Test
  void aFollowerGetsThePresentValueAndEachChangeUntilItCloses() {
    Published<String> value = new Published<>("a");
    List<String> seen = new ArrayList<>();
    Following following = value.follow(seen::add);
    value.set("a");
    value.set("b");
    following.close();
    following.close();
    value.set("c");
    assertEquals(List.of("a", "b"), seen);
    assertEquals("c", value.get());
  }

  @Test
  void theSameFollowerTwiceIsTwoFollowings() {
    Published<String> value = new Published<>("a");
    List<String> seen = new ArrayList<>();
    Following first = value.follow(seen::add);
    value.follow(seen::add);
    first.close();
    value.set("b");
    assertEquals(List.of("a", "a", "b"), seen);
  }

  @Test
  void aPeersTextCannotForgeALogLine() {
    assertEquals("\"a\\\"b\\u000aDHCP-101 forged\"", MessageLog.quoted("a\"b\nDHCP-101 forged"));
    assertEquals(200 + 3, MessageLog.quoted("x".repeat(5000)).length());
  }
}
