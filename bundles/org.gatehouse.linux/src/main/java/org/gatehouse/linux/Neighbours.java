package org.gatehouse.linux;

import java.io.IOException;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.MacAddress;

/** The kernel's table of which hardware address belongs to which IP address on a link. */
public interface Neighbours {

  /**
   * Says that {@code address} is at {@code mac}, as if it had answered a moment ago (NUD_REACHABLE): what is
   * sent to it on this link goes there without a question, also before the host has the address.
   * The kernel forgets the entry by its usual rules.
   *
   * @param linkIndex {@link Link#index}
   * @throws IOException if the kernel refuses: no such link, no permission (CAP_NET_ADMIN)
   */
  void replace(int linkIndex, IpAddress address, MacAddress mac) throws IOException;

  /**
   * Forgets what is known of {@code address}; nothing happens if nothing is.
   *
   * @throws IOException if the kernel refuses: no such link, no permission (CAP_NET_ADMIN)
   */
  void delete(int linkIndex, IpAddress address) throws IOException;
}
