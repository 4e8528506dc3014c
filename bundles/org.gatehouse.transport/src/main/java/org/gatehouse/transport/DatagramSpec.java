package org.gatehouse.transport;

import java.util.Optional;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.InterfaceName;

/**
 * Which UDP port to open.
 *
 * @param local the address and port; port 0 asks for a free one
 * @param device the only interface to hear and speak on (SO_BINDTODEVICE); empty for any
 * @param broadcast whether datagrams may be sent to broadcast addresses
 * @param timestamps whether {@link Datagram#arrivalNanos} is wanted, which costs a little
 */
public record DatagramSpec(Endpoint local, Optional<InterfaceName> device, boolean broadcast, boolean timestamps) {

  /** A port without the time of arrival. */
  public DatagramSpec(Endpoint local, Optional<InterfaceName> device, boolean broadcast) {
    this(local, device, broadcast, false);
  }

  /** A port on one address, without broadcast. */
  public static DatagramSpec on(Endpoint local) {
    return new DatagramSpec(local, Optional.empty(), false);
  }
}
