package org.gatehouse.network;

import java.util.Optional;
import org.gatehouse.network.api.Attachment;
import org.gatehouse.network.api.NetworkState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The network's commands in the shell. */
@Component(
    service = NetworkCommands.class,
    property = {"osgi.command.scope=network", "osgi.command.function=show"})
public final class NetworkCommands {

  private final NetworkComponent network;

  /** Speaks for the component of this bundle. */
  @Activate
  public NetworkCommands(@Reference NetworkComponent network) {
    this.network = network;
  }

  /** Returns the networks of the office as they are now. */
  public String show() {
    NetworkState now = network.present();
    if (now == null) {
      return "There are no good network settings yet; health:check says what was refused.";
    }
    return """
        mode         %s
        domain       %s
        LAN          %s
        WAN          %s
        gateway      %s
        DNS servers  %s"""
        .formatted(now.mode(), now.domain(), words(Optional.of(now.lan())), words(now.wan()),
            now.gateway().map(Object::toString).orElse("none"), now.nameServers());
  }

  private static String words(Optional<Attachment> attachment) {
    return attachment
        .map(a -> a.device() + a.ip4().map(ip -> " " + ip).orElse(" (no address yet)") + a.ip6().map(ip -> " " + ip).orElse(""))
        .orElse("none");
  }
}
