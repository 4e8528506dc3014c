package org.gatehouse.linux.simulated;

import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.linux.Link;
import org.gatehouse.linux.Links;
import org.gatehouse.machine.Following;
import org.gatehouse.machine.Published;

/** Interfaces that a test makes up; followers are told on the thread that sets them. */
public final class SimulatedLinks implements Links {

  private final Published<List<Link>> links;

  /** Starts with these. */
  public SimulatedLinks(Link... first) {
    links = new Published<>(List.of(first));
  }

  @Override
  public List<Link> list() {
    return links.get();
  }

  /** Replaces them all. */
  public void set(Link... next) {
    links.set(List.of(next));
  }

  @Override
  public Following follow(Consumer<? super List<Link>> follower) {
    return links.follow(follower);
  }
}
