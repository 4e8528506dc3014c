package org.gatehouse.linux.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gatehouse.linux.ArpProbe;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.MacAddress;

/** A link with made-up hosts: those answer at once, silence is answered by {@link #pass}. */
public final class SimulatedArp implements ArpProbe {

  private record Question(Ip4Address target, Consumer<? super Outcome> answer) {}

  private final Map<Ip4Address, MacAddress> hosts = new HashMap<>();
  private final List<Question> open = new ArrayList<>();

  /** Puts a host on the link. */
  public void host(Ip4Address address, MacAddress mac) {
    hosts.put(address, mac);
  }

  @Override
  public void ask(Ip4Address target, Duration within, Consumer<? super Outcome> answer) {
    MacAddress mac = hosts.get(target);
    if (mac == null) {
      open.add(new Question(target, answer));
    } else {
      answer.accept(new Outcome.Taken(mac));
    }
  }

  /** Returns which questions wait for their time to pass. */
  public List<Ip4Address> asked() {
    return open.stream().map(Question::target).toList();
  }

  /** Lets the time of all questions pass. */
  public void pass() {
    end(new Outcome.Silent());
  }

  @Override
  public void close() {
    end(new Outcome.NotAsked("The probe was closed."));
  }

  private void end(Outcome outcome) {
    List<Question> ended = List.copyOf(open);
    open.clear();
    ended.forEach(question -> question.answer().accept(outcome));
  }
}
