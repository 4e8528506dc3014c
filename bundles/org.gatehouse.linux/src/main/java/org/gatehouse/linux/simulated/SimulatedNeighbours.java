package org.gatehouse.linux.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.linux.Neighbours;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.MacAddress;

/** A neighbour table in memory. */
public final class SimulatedNeighbours implements Neighbours {

  private record Key(int linkIndex, IpAddress address) {}

  private final Map<Key, MacAddress> entries = new HashMap<>();

  @Override
  public synchronized void replace(int linkIndex, IpAddress address, MacAddress mac) {
    entries.put(new Key(linkIndex, address), mac);
  }

  @Override
  public synchronized void delete(int linkIndex, IpAddress address) {
    entries.remove(new Key(linkIndex, address));
  }

  /** Returns what was said of an address. */
  public synchronized Optional<MacAddress> at(int linkIndex, IpAddress address) {
    return Optional.ofNullable(entries.get(new Key(linkIndex, address)));
  }
}
