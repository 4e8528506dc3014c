package org.gatehouse.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gatehouse.linux.KernelClock;
import org.gatehouse.linux.SystemClock;
import org.gatehouse.machine.Following;
import org.gatehouse.network.api.Network;
import org.gatehouse.network.api.NetworkState;
import org.gatehouse.office.api.OfficeView;
import org.gatehouse.office.api.SettingsCheck;
import org.gatehouse.transport.Datagrams;
import org.gatehouse.values.Checked;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/** Serves the time to the office, on the LAN address wherever that moves. */
@Component(
    configurationPid = TimeSettings.PID,
    service = {TimeComponent.class, SettingsCheck.class, HealthCheck.class},
    property = {HealthCheck.NAME + "=Clock", HealthCheck.TAGS + "=time"})
@Designate(ocd = TimeConfig.class)
public final class TimeComponent implements SettingsCheck, HealthCheck {

  private final TimeLog log = new TimeLog(LoggerFactory.getLogger(TimeComponent.class));
  private final TimeServer server;
  private volatile List<Problem> refused = List.of();
  private volatile Optional<TimeSettings> settings = Optional.empty();
  private @Nullable Network network;
  private @Nullable Following following;

  /** Starts with the configuration as it is. */
  @Activate
  public TimeComponent(@Reference Datagrams datagrams, Map<String, Object> properties) {
    server = new TimeServer(datagrams, new SystemClock(), log);
    modified(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    switch (TimeSettings.read(properties)) {
      case Checked.Refused<TimeSettings> bad -> {
        refused = bad.problems();
        refused.forEach(log::refused);
      }
      case Checked.Good<TimeSettings> good -> {
        refused = List.of();
        settings = Optional.of(good.settings());
        server.apply(good.settings());
      }
    }
  }

  /** Follows the networks of the office; while there are none, the last known addresses stay. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  synchronized void bindNetwork(Network next) {
    stopFollowing();
    network = next;
    following = next.follow(this::networkIs);
  }

  synchronized void unbindNetwork(Network gone) {
    if (gone == network) {
      stopFollowing();
      network = null;
    }
  }

  private void stopFollowing() {
    Following present = following;
    if (present != null) {
      present.close();
      following = null;
    }
  }

  private void networkIs(NetworkState state) {
    Set<IpAddress> addresses = new HashSet<>();
    state.lan().ip4().ifPresent(ip4 -> addresses.add(ip4.address()));
    state.lan().ip6().ifPresent(ip6 -> addresses.add(ip6.address()));
    server.lan(addresses);
  }

  @Deactivate
  void deactivate() {
    synchronized (this) {
      stopFollowing();
    }
    server.close();
  }

  /** Returns the server for the commands. */
  TimeServer server() {
    return server;
  }

  @Override
  public List<Problem> check(OfficeView draft) {
    return TimeSettings.read(draft.properties(TimeSettings.PID)).problems();
  }

  @Override
  public List<String> effects(OfficeView before, OfficeView after) {
    if (TimeSettings.read(before.properties(TimeSettings.PID)) instanceof Checked.Good<TimeSettings> old
        && TimeSettings.read(after.properties(TimeSettings.PID)) instanceof Checked.Good<TimeSettings> next) {
      return effects(old.settings(), next.settings());
    }
    return List.of();
  }

  private static List<String> effects(TimeSettings before, TimeSettings after) {
    List<String> effects = new ArrayList<>();
    if (before.enabled() != after.enabled()) {
      effects.add(after.enabled() ? "The box tells hosts the time." : "The box no longer tells hosts the time.");
    }
    if (!before.port().equals(after.port())) {
      effects.add("The time is served on port " + after.port() + "; hosts that expect 123 do not find it on another.");
    }
    if (!before.servers().equals(after.servers())) {
      effects.add(after.servers().isEmpty()
          ? "The box no longer compares its clock with any server."
          : "The box compares its clock with " + String.join(", ", after.servers().stream().map(TimeSource::toString).toList()) + ".");
    }
    if (before.standaloneStratum() != after.standaloneStratum()) {
      effects.add(after.standaloneStratum() == 0
          ? "Hosts are told when nobody checks the clock, and ignore it then."
          : "Hosts take the clock even when nobody checks it.");
    }
    return effects;
  }

  @Override
  public Result execute() {
    FormattingResultLog result = new FormattingResultLog();
    for (Problem problem : refused) {
      result.warn("Refused: {}", problem);
    }
    if (settings.isEmpty()) {
      result.critical("No good clock settings were seen yet. Correct what was refused; office:set does it from the shell.");
      return new Result(result);
    }
    if (!settings.get().enabled()) {
      result.info("The time service is switched off.");
      return new Result(result);
    }
    server.notListening().values().forEach(why -> result.critical("{}", why));
    TimeState state = server.state();
    if (state.statement().isSynchronised()) {
      result.info("Stratum {}. {}", state.statement().stratum(), state.statement().why());
    } else {
      result.warn("Hosts are told that this clock is not synchronised. {} Let chrony or systemd-timesyncd keep the clock right, "
          + "name time servers (servers), or declare the office stand-alone (standalone.stratum=10).", state.statement().why());
    }
    kernel(result, state.kernel());
    for (TimeState.Source source : state.sources()) {
      if (source.trouble().isEmpty()) {
        result.info("{}: the clock is {} from it, {} of the last 8 requests were answered.",
            source.name(), words(source.offset().orElse(Duration.ZERO)), source.reach());
      } else {
        result.warn("{}: {} Check the name and the way to the Internet, or name another server.", source.name(), source.trouble());
      }
    }
    return new Result(result);
  }

  private static void kernel(FormattingResultLog result, Optional<KernelClock.State> kernel) {
    kernel.ifPresentOrElse(
        state -> {
          if (state.synchronised()) {
            result.info("The kernel says: corrected by another program, at most {} off.", words(state.maximumError()));
          } else {
            result.info("The kernel says: nobody corrects the clock.");
          }
        },
        () -> result.info("The kernel does not say how good the clock is."));
  }

  static String words(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return Math.abs(millis) < 1000
        ? String.format(java.util.Locale.ROOT, "%.3f ms", millis)
        : String.format(java.util.Locale.ROOT, "%.1f s", millis / 1000);
  }
}
