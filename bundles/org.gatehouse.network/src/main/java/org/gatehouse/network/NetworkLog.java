package org.gatehouse.network;

import org.gatehouse.machine.MessageLog;
import org.gatehouse.network.api.NetworkState;
import org.gatehouse.values.Problem;
import org.slf4j.Logger;

/** What the network has to say. */
final class NetworkLog extends MessageLog {

  NetworkLog(Logger logger) {
    super(logger, "NET");
  }

  /** The addresses, the mode, the domain or the servers of the office are others from now on. */
  void changed(NetworkState now) {
    info(101, "mode {}, domain {}, LAN {}, WAN {}, gateway {}, DNS servers {}", now.mode(), now.domain(),
        now.lan(), now.wan(), now.gateway(), now.nameServers());
  }

  /** A setting was refused; the last good settings stay in force until all problems are corrected. */
  void refused(Problem problem) {
    warn(102, "refused: {}", problem);
  }
}
