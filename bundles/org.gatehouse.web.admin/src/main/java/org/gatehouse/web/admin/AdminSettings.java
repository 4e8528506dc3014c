package org.gatehouse.web.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gatehouse.values.Checked;
import org.gatehouse.values.DomainName;
import org.gatehouse.values.SettingsReader;

/**
 * The settings of the administration pages.
 *
 * @param hosts further names by which browsers may call, in lower case
 * @param idle how long a session lives without a request
 * @param longest how long a session lives at all
 */
record AdminSettings(List<String> hosts, Duration idle, Duration longest) {

  static final String PID = "org.gatehouse.web.admin";

  /** What is in force before any settings were good. */
  static final AdminSettings DEFAULTS = new AdminSettings(List.of(), Duration.ofMinutes(30), Duration.ofHours(12));

  /** Checks everything at once and returns the settings or all the problems. */
  static Checked<AdminSettings> read(Map<String, ?> properties) {
    SettingsReader in = new SettingsReader(PID, AdminConfig.class, properties);
    List<String> hosts = in.list("hosts", text -> DomainName.parse(text).text());
    Duration idle = Duration.ofMinutes(in.number("idleMinutes", 1, 1440));
    Duration longest = Duration.ofHours(in.number("longestHours", 1, 168));
    if (idle.compareTo(longest) > 0) {
      in.refuse("idleMinutes", String.valueOf(idle.toMinutes()), "this is longer than any session lasts.",
          "Write at most " + longest.toMinutes() + ", or raise longestHours.");
    }
    return in.checked(() -> new AdminSettings(hosts, idle, longest));
  }
}
