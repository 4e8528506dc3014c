package org.gatehouse.time;

import java.util.List;
import java.util.Map;
import org.gatehouse.values.Checked;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Port;
import org.gatehouse.values.SettingsReader;

/**
 * Clock settings that were checked.
 *
 * @param enabled whether to serve the time at all
 * @param port where
 * @param addresses on which addresses; none for those of the LAN and the loopback
 * @param servers whom to compare the clock with
 * @param disciplinedStratum what to state when another program keeps the clock right
 * @param standaloneStratum what to state when nobody does; 0 for not synchronised
 * @param perSecond requests of one client in the long run; 0 for no limit
 * @param burst requests of one client at once
 */
record TimeSettings(
    boolean enabled,
    Port port,
    List<IpAddress> addresses,
    List<TimeSource> servers,
    int disciplinedStratum,
    int standaloneStratum,
    int perSecond,
    int burst) {

  static final String PID = "org.gatehouse.time";

  private static final int MOST_SERVERS = 16;
  private static final int LARGEST_STRATUM = 15;
  private static final int LARGEST_RATE = 100_000;

  static Checked<TimeSettings> read(Map<String, ?> properties) {
    SettingsReader in = new SettingsReader(PID, TimeConfig.class, properties);
    boolean enabled = in.flag("enabled");
    Port port = new Port(in.number("port", 1, 65_535));
    List<IpAddress> addresses = in.list("addresses", IpAddress::parse);
    List<TimeSource> servers = in.list("servers", TimeSource::parse);
    int disciplined = in.number("disciplined.stratum", 1, LARGEST_STRATUM);
    int standalone = in.number("standalone.stratum", 0, LARGEST_STRATUM);
    int perSecond = in.number("rate.perSecond", 0, LARGEST_RATE);
    int burst = in.number("rate.burst", 1, LARGEST_RATE);
    if (servers.size() > MOST_SERVERS) {
      in.refuse("servers", servers.size() + " servers", "there are more than " + MOST_SERVERS + ".", "Three or four are plenty.");
    }
    for (TimeSource server : servers) {
      if (servers.indexOf(server) != servers.lastIndexOf(server)) {
        in.refuse("servers", server.toString(), "it is named twice.", "Name each server once.");
        break;
      }
      server.address().filter(address -> addresses.contains(address) && server.port().equals(port)).ifPresent(
          address -> in.refuse("servers", server.toString(), "this is the box itself.", "Name a server of the outside."));
    }
    return in.checked(() -> new TimeSettings(
        enabled, port, List.copyOf(addresses), servers, disciplined, standalone, perSecond, burst));
  }
}
