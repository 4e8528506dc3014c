package org.gatehouse.transport;

import java.io.IOException;
import java.util.Optional;
import org.gatehouse.linux.Errno;
import org.gatehouse.linux.KernelException;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.InterfaceName;

/** Says to an operator why a port cannot be opened, and what to do. */
final class Refusal {

  private Refusal() {}

  static IOException of(String protocol, Endpoint local, Optional<InterfaceName> device, KernelException cause) {
    String port = protocol + " port " + local.port() + " of " + local.address();
    String sentence = switch (cause.errno()) {
      case Errno.EADDRINUSE -> taken(protocol, local);
      case Errno.EADDRNOTAVAIL -> notOurs(local);
      case Errno.EACCES -> notAllowed(protocol, local);
      case Errno.EPERM -> port + " cannot be bound to the interface " + device.map(Object::toString).orElse("")
          + ": that needs the capability CAP_NET_RAW. Start Gatehouse as its system service.";
      case Errno.ENODEV -> "There is no interface " + device.map(Object::toString).orElse("")
          + " on this machine. Correct the name; \"ip link\" lists them.";
      case Errno.EMFILE, Errno.ENFILE -> port + " cannot be opened: too many files are open. "
          + "Raise the limit (LimitNOFILE of the service), or find out what keeps them open.";
      case Errno.EAFNOSUPPORT -> port + " cannot be opened: IPv6 is switched off on this machine. "
          + "Switch it on, or use an IPv4 address.";
      default -> port + " cannot be opened: " + cause.getMessage() + ".";
    };
    return new IOException(sentence, cause);
  }

  static String taken(String protocol, Endpoint local) {
    String list = protocol.equals("UDP") ? "ss -lunp" : "ss -ltnp";
    return protocol + " port " + local.port() + " of " + local.address() + " is taken by another program; \"" + list
        + "\" names it. Stop that program, or choose another port.";
  }

  static String notOurs(Endpoint local) {
    return "No interface of this machine has the address " + local.address()
        + ". Give it to the interface, or correct the setting.";
  }

  static String notAllowed(String protocol, Endpoint local) {
    return protocol + " port " + local.port() + " of " + local.address() + " needs the capability CAP_NET_BIND_SERVICE,"
        + " as every port below 1024 does. Start Gatehouse as its system service, or choose a port from 1024 on.";
  }
}
