package org.gatehouse.network;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gatehouse.machine.Following;
import org.gatehouse.machine.Published;
import org.gatehouse.network.api.Attachment;
import org.gatehouse.network.api.Network;
import org.gatehouse.network.api.NetworkState;
import org.gatehouse.office.api.OfficeView;
import org.gatehouse.office.api.SettingsCheck;
import org.gatehouse.values.Checked;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/**
 * Turns the network settings into the {@link Network} that others follow. The service is there as
 * soon as good settings were seen once; refused settings leave the last good ones in force.
 */
@Component(
    configurationPid = NetworkSettings.PID,
    service = {NetworkComponent.class, SettingsCheck.class, HealthCheck.class},
    property = {HealthCheck.NAME + "=Network", HealthCheck.TAGS + "=network"})
@Designate(ocd = NetworkConfig.class)
public final class NetworkComponent implements SettingsCheck, HealthCheck {

  private final NetworkLog log = new NetworkLog(LoggerFactory.getLogger(NetworkComponent.class));
  private final BundleContext context;
  private volatile List<Problem> refused = List.of();
  private volatile @Nullable Published<NetworkState> state;
  private @Nullable ServiceRegistration<Network> registration;

  /** Starts with the configuration as it is. */
  @Activate
  public NetworkComponent(BundleContext context, Map<String, Object> properties) {
    this.context = context;
    modified(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    switch (NetworkSettings.read(properties)) {
      case Checked.Refused<NetworkSettings> bad -> {
        refused = bad.problems();
        refused.forEach(log::refused);
      }
      case Checked.Good<NetworkSettings> good -> {
        refused = List.of();
        publish(good.settings().state());
      }
    }
  }

  private void publish(NetworkState next) {
    Published<NetworkState> present = state;
    if (present != null) {
      if (!present.get().equals(next)) {
        log.changed(next);
      }
      present.set(next);
      return;
    }
    Published<NetworkState> first = new Published<>(next);
    state = first;
    log.changed(next);
    registration = context.registerService(Network.class, new Office(first), null);
  }

  @Deactivate
  void deactivate() {
    if (registration != null) {
      registration.unregister();
    }
  }

  /** The service itself, apart from the component so that it exists only with good settings. */
  private record Office(Published<NetworkState> published) implements Network {
    @Override
    public NetworkState state() {
      return published.get();
    }

    @Override
    public Following follow(Consumer<? super NetworkState> follower) {
      return published.follow(follower);
    }
  }

  /** Returns the state for the commands; null before there were good settings. */
  @Nullable NetworkState present() {
    Published<NetworkState> present = state;
    return present == null ? null : present.get();
  }

  @Override
  public List<Problem> check(OfficeView draft) {
    return NetworkSettings.read(draft.properties(NetworkSettings.PID)).problems();
  }

  @Override
  public List<String> effects(OfficeView before, OfficeView after) {
    if (NetworkSettings.read(before.properties(NetworkSettings.PID)) instanceof Checked.Good<NetworkSettings> old
        && NetworkSettings.read(after.properties(NetworkSettings.PID)) instanceof Checked.Good<NetworkSettings> next) {
      return effects(old.settings().state(), next.settings().state());
    }
    return List.of();
  }

  private static List<String> effects(NetworkState before, NetworkState after) {
    List<String> effects = new ArrayList<>();
    if (!before.lan().equals(after.lan())) {
      effects.add("The box moves to " + address(after.lan()) + " in the office; hosts follow when they renew their lease.");
    }
    if (!before.mode().equals(after.mode())) {
      effects.add("The security mode becomes " + after.mode().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + ".");
    }
    if (!before.domain().equals(after.domain())) {
      effects.add("Every host's name ends in " + after.domain() + " instead of " + before.domain() + ".");
    }
    if (!before.wan().equals(after.wan())) {
      effects.add(after.wan().map(wan -> "The box is " + address(wan) + " to the Internet.").orElse("There is no way to the Internet."));
    }
    if (!before.gateway().equals(after.gateway())) {
      effects.add(after.gateway().map(g -> "The next router is " + g + ".").orElse("There is no next router."));
    }
    if (!before.nameServers().equals(after.nameServers())) {
      effects.add(after.nameServers().isEmpty()
          ? "Names of the Internet cannot be looked up."
          : "Names of the Internet are looked up at " + after.nameServers().getFirst() + ".");
    }
    return effects;
  }

  private static String address(Attachment attachment) {
    return attachment.ip4().map(Object::toString).orElse("whatever address is leased") + " on " + attachment.device();
  }

  @Override
  public Result execute() {
    FormattingResultLog result = new FormattingResultLog();
    for (Problem problem : refused) {
      result.warn("Refused: {}", problem);
    }
    NetworkState present = present();
    if (present == null) {
      result.critical("No good network settings were seen yet. Correct what was refused; office:set does it from the shell.");
      return new Result(result);
    }
    device(result, "LAN", present.lan());
    present.wan().ifPresent(wan -> device(result, "WAN", wan));
    if (present.mode().isGateway() && present.gateway().isEmpty()) {
      result.warn("There is no gateway, so the office cannot reach the Internet. Write the provider's router as gateway.");
    }
    result.info("Mode {}, domain {}, LAN {}", present.mode(), present.domain(), address(present.lan()));
    return new Result(result);
  }

  private static void device(FormattingResultLog result, String side, Attachment attachment) {
    try {
      NetworkInterface device = NetworkInterface.getByName(attachment.device().text());
      if (device == null) {
        List<String> names = NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted().toList();
        result.critical("The {} interface {} is not on this machine. Name one of: {}.",
            side, attachment.device(), String.join(", ", names));
      } else if (!device.isUp()) {
        result.critical("The {} interface {} is down. Check its cable, or switch it on.", side, attachment.device());
      } else if (attachment.ip4().isPresent()
          && device.inetAddresses().noneMatch(a -> IpAddress.of(a.getAddress()).equals(attachment.ip4().get().address()))) {
        result.warn("The {} interface {} does not have the address {}. Give it the address, or correct the setting.",
            side, attachment.device(), attachment.ip4().get().address());
      }
    } catch (SocketException e) {
      result.warn("The {} interface {} could not be looked at: {}.", side, attachment.device(),
          Objects.requireNonNullElse(e.getMessage(), "no reason given"));
    }
  }
}
