package org.gatehouse.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.linux.KernelClock;
import org.gatehouse.linux.simulated.SimulatedClock;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.IpAddress;
import org.junit.jupiter.api.Test;

/** The keeper in a simulated world: our clock, and servers with clocks, delays and moods of their own. */
final class TimeKeeperTest {

  private static final String ONE = "192.0.2.1";
  private static final String TWO = "192.0.2.2";
  private static final String THREE = "192.0.2.3";

  private final SimulatedClock clock = new SimulatedClock(Instant.parse("2026-11-24T17:00:00Z"));
  private final Map<String, Server> servers = new HashMap<>();
  private final List<TimeOutput.Resolve> lookUps = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private int asked;
  private long nonce;
  private TimeKeeper keeper = keeper(0);
  private TimeState state =
      new TimeState(Statement.unsynchronised(""), java.util.Optional.empty(), List.of());

  /** A server of the simulated world; times in nanoseconds. */
  private static final class Server {
    private long ahead;
    private long delay = 2_000_000;
    private int stratum = 2;
    private int leap;
    private int referenceId = 0x0a000001;
    private boolean silent;
    private boolean forged;
  }

  private TimeKeeper keeper(int standalone, String... sources) {
    List<TimeSource> list = List.of(sources).stream().map(TimeSource::parse).toList();
    return new TimeKeeper(standalone, 3, list, () -> ++nonce, now);
  }

  private Server server(String address) {
    return servers.computeIfAbsent(address, a -> new Server());
  }

  private void input(TimeInput first) {
    ArrayDeque<TimeInput> inputs = new ArrayDeque<>(List.of(first));
    while (!inputs.isEmpty()) {
      for (TimeOutput output : keeper.handle(inputs.removeFirst(), now)) {
        switch (output) {
          case TimeOutput.ReadKernel read -> inputs.add(new TimeInput.KernelRead(clock.state(), clock.nanos()));
          case TimeOutput.Ask ask -> {
            asked++;
            answer(ask, inputs);
          }
          case TimeOutput.Resolve resolve -> lookUps.add(resolve);
          case TimeOutput.Publish publish -> state = publish.state();
        }
      }
    }
  }

  private void answer(TimeOutput.Ask ask, ArrayDeque<TimeInput> inputs) {
    Server server = server(ask.to().address().toString());
    inputs.add(new TimeInput.Asked(ask.to(), ask.nonce(), clock.nanos()));
    if (server.silent) {
      return;
    }
    long there = clock.nanos() + server.delay / 2 + server.ahead;
    NtpAnswer answer = new NtpAnswer(server.leap, 4, 4, server.stratum, -23, 1_000_000, 500_000, server.referenceId,
        NtpPacket.timestamp(there - 5_000_000_000L), server.forged ? ask.nonce() + 1 : ask.nonce(),
        NtpPacket.timestamp(there), NtpPacket.timestamp(there));
    inputs.add(new TimeInput.Answered(ask.to(), answer, clock.nanos() + server.delay));
  }

  private void pass(Duration duration) {
    Instant end = now.plus(duration);
    while (true) {
      Instant next = keeper.deadline().orElseThrow();
      if (next.isAfter(end)) {
        break;
      }
      to(next);
      input(new TimeInput.Tick());
    }
    to(end);
  }

  private void to(Instant moment) {
    if (moment.isAfter(now)) {
      clock.advance(Duration.between(now, moment));
      now = moment;
    }
  }

  @Test
  void aBoxThatNobodyKeepsRightIsNotSynchronised() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    pass(Duration.ofMinutes(1));
    assertFalse(state.statement().isSynchronised());
    assertEquals(16, state.statement().stratum());
  }

  @Test
  void aStandAloneOfficeHasAClockAllTheSame() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    keeper = keeper(10);
    pass(Duration.ofMinutes(1));
    assertEquals(10, state.statement().stratum());
    assertEquals('L' << 24 | 'O' << 16 | 'C' << 8 | 'L', state.statement().referenceId());
    assertEquals(0, state.statement().leap());
  }

  @Test
  void anotherProgramsWorkIsPassedOnWithTheKernelsBoundOfItsError() {
    pass(Duration.ofMinutes(1));
    assertEquals(3, state.statement().stratum());
    assertEquals(1_000_000, state.statement().rootDispersion());
    clock.set(new KernelClock.State(
        true, KernelClock.Leap.INSERT, Duration.ZERO, 0, Duration.ofMillis(1), Duration.ofMillis(9), 37));
    pass(Duration.ofMinutes(1));
    assertEquals(1, state.statement().leap());
    assertEquals(9_000_000, state.statement().rootDispersion());
  }

  @Test
  void aMeasuredServerGivesStratumReferenceDelayAndDispersion() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    keeper = keeper(0, ONE);
    server(ONE).ahead = 30_000_000;
    pass(Duration.ofMinutes(5));
    Statement statement = state.statement();
    assertEquals(3, statement.stratum());
    assertEquals(Ip4Address.parse(ONE).bits(), statement.referenceId());
    assertEquals(3_000_000, statement.rootDelay(), 100_000);
    assertEquals(30_500_000, statement.rootDispersion(), 200_000, "our own error is part of it");
    assertEquals(30.0, state.sources().getFirst().offset().orElseThrow().toNanos() / 1e6, 0.1);
    assertTrue(state.sources().getFirst().chosen());
  }

  @Test
  void fourQuickQuestionsThenOneAMinuteThenFewer() {
    keeper = keeper(0, ONE);
    pass(Duration.ofSeconds(8));
    assertEquals(4, asked);
    pass(Duration.ofMinutes(2));
    assertEquals(5, asked);
    pass(Duration.ofHours(24));
    asked = 0;
    pass(Duration.ofSeconds(10 * 1024));
    assertEquals(10, asked);
  }

  @Test
  void aDeadServerIsGivenUpAndFoundAgain() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    keeper = keeper(0, ONE);
    pass(Duration.ofMinutes(5));
    assertTrue(state.statement().isSynchronised());
    server(ONE).silent = true;
    pass(Duration.ofMinutes(20));
    assertFalse(state.statement().isSynchronised());
    assertEquals("It does not answer.", state.sources().getFirst().trouble());
    server(ONE).silent = false;
    pass(Duration.ofMinutes(2));
    assertTrue(state.statement().isSynchronised());
  }

  @Test
  void theTwoThatAgreeOutvoteTheOneThatLies() {
    keeper = keeper(0, ONE, TWO, THREE);
    server(ONE).ahead = 700_000_000;
    server(ONE).stratum = 1;
    pass(Duration.ofMinutes(2));
    assertFalse(state.sources().getFirst().chosen());
    assertTrue(state.sources().get(1).chosen() || state.sources().get(2).chosen());
    assertEquals(3, state.statement().stratum());
  }

  @Test
  void twoThatDisagreeProveNothing() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    keeper = keeper(0, ONE, TWO);
    server(ONE).ahead = 700_000_000;
    pass(Duration.ofMinutes(2));
    assertFalse(state.statement().isSynchronised());
  }

  @Test
  void aClockThatIsSecondsOffIsNotPassedOn() {
    keeper = keeper(10, ONE);
    server(ONE).ahead = 5_000_000_000L;
    pass(Duration.ofMinutes(2));
    assertFalse(state.statement().isSynchronised());
    assertTrue(state.statement().why().contains("5.0 s behind"), state.statement().why());
  }

  @Test
  void anAnswerWithoutOurNumberIsNobodys() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    keeper = keeper(0, ONE);
    server(ONE).forged = true;
    pass(Duration.ofMinutes(2));
    assertFalse(state.statement().isSynchronised());
  }

  @Test
  void serversThatAreUnfitAreNotBelieved() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    for (int bad = 0; bad < 4; bad++) {
      keeper = keeper(0, ONE);
      servers.clear();
      switch (bad) {
        case 0 -> server(ONE).leap = 3;
        case 1 -> server(ONE).stratum = 16;
        case 2 -> server(ONE).delay = 3_000_000_000L;
        default -> {
          server(ONE).referenceId = Ip4Address.parse("192.168.1.1").bits();
          input(new TimeInput.Own(Set.of(Ip4Address.parse("192.168.1.1"))));
        }
      }
      pass(Duration.ofMinutes(2));
      assertFalse(state.statement().isSynchronised(), "case " + bad);
      assertFalse(state.sources().getFirst().trouble().isEmpty(), "case " + bad);
    }
  }

  @Test
  void aKissOfRateIsObeyedAndARefusalFinal() {
    keeper = keeper(0, ONE, TWO);
    server(ONE).stratum = 0;
    server(ONE).referenceId = 'R' << 24 | 'A' << 16 | 'T' << 8 | 'E';
    server(TWO).stratum = 0;
    server(TWO).referenceId = 'D' << 24 | 'E' << 16 | 'N' << 8 | 'Y';
    pass(Duration.ofSeconds(1));
    assertEquals(2, asked);
    pass(Duration.ofHours(24));
    asked = 0;
    pass(Duration.ofSeconds(10 * 1024));
    assertEquals(10, asked, "one at 1024 s, the other never");
    assertTrue(state.sources().get(1).trouble().contains("refuses"));
  }

  @Test
  void aClockThatIsSetIsMeasuredAnewWithinAMinute() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    keeper = keeper(0, ONE);
    server(ONE).ahead = 3_600_000_000_000L;
    pass(Duration.ofHours(12));
    assertFalse(state.statement().isSynchronised());
    clock.advance(Duration.ofHours(1));
    server(ONE).ahead = 0;
    pass(Duration.ofMinutes(1));
    assertTrue(state.statement().isSynchronised(), state.statement().why());
  }

  @Test
  void aJumpOfTenYearsDoesNoHarm() {
    keeper = keeper(10, ONE);
    pass(Duration.ofMinutes(1));
    clock.advance(Duration.ofDays(3653));
    asked = 0;
    pass(Duration.ofMinutes(1));
    assertTrue(asked < 10, asked + " questions");
    clock.advance(Duration.ofHours(-1));
    pass(Duration.ofMinutes(1));
    assertTrue(asked < 20, asked + " questions");
    assertTrue(state.statement().isSynchronised());
  }

  @Test
  void aNameIsLookedUpAndLookedUpAgainWhenTheServerDies() {
    clock.set(SimulatedClock.UNSYNCHRONISED);
    keeper = keeper(0, "ntp.example.net");
    pass(Duration.ofSeconds(1));
    TimeSource source = lookUps.getFirst().source();
    assertEquals("ntp.example.net", source.toString());
    input(new TimeInput.Resolved(source, List.of()));
    pass(Duration.ofMinutes(2));
    assertEquals(2, lookUps.size(), "tried again");
    input(new TimeInput.Resolved(source, List.of(IpAddress.parse(ONE), IpAddress.parse(TWO))));
    pass(Duration.ofMinutes(2));
    assertEquals(Ip4Address.parse(ONE).bits(), state.statement().referenceId());
    server(ONE).silent = true;
    lookUps.clear();
    pass(Duration.ofMinutes(30));
    assertFalse(lookUps.isEmpty());
    input(new TimeInput.Resolved(source, List.of(IpAddress.parse(TWO))));
    pass(Duration.ofMinutes(2));
    assertEquals(Ip4Address.parse(TWO).bits(), state.statement().referenceId());
  }

  @Test
  void strangersAreIgnored() {
    keeper = keeper(0, ONE);
    pass(Duration.ofSeconds(1));
    NtpAnswer answer = new NtpAnswer(0, 4, 4, 1, -20, 0, 0, 1, 1, nonce, 2, 3);
    input(new TimeInput.Answered(Endpoint.parse("192.0.2.99", 123), answer, clock.nanos()));
    assertEquals(ONE, state.sources().getFirst().name());
    assertEquals(2, state.sources().getFirst().stratum());
  }
}
