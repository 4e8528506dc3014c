package org.gatehouse.linux;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatehouse.machine.Following;
import org.gatehouse.values.InterfaceName;

/** The network interfaces of the machine and their addresses. */
public interface Links {

  /**
   * Asks the kernel for all interfaces.
   *
   * @return in the order of their indexes
   * @throws IOException if the kernel does not answer
   */
  List<Link> list() throws IOException;

  /**
   * Asks the kernel for one interface.
   *
   * @return empty if the machine has none of this name
   * @throws IOException if the kernel does not answer
   */
  default Optional<Link> named(InterfaceName name) throws IOException {
    return list().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  /**
   * Hands {@code follower} the interfaces as they are, and again after each change, on one thread
   * of its own; changes that come close together are told once.
   *
   * @throws IOException if the kernel does not tell of changes
   */
  Following follow(Consumer<? super List<Link>> follower) throws IOException;
}
