package org.gatehouse.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.MacAddress;

/**
 * What {@link NamespaceTest} runs as root of a network namespace of its own: two ends of a cable, a
 * (no address) and b (192.0.2.1/24). Each check is a method; a failure is an exception.
 */
final class InNamespace {

  private static final Ip4Address B = Ip4Address.parse("192.0.2.1");

  private InNamespace() {}

  public static void main(String[] arguments) throws Exception {
    ip("link set lo up");
    ip("link add g0 address 02:00:00:00:00:0a type veth peer name g1 address 02:00:00:00:00:0b");
    ip("addr add 192.0.2.1/24 dev g1");
    ip("link set g0 up");
    ip("link set g1 up");
    try (Netlink netlink = new Netlink()) {
      lists(netlink);
      neighbours(netlink);
      unicastsToAHostWithoutAddress(netlink);
      probes(netlink);
      follows(netlink);
    }
    System.out.println("all well");
  }

  private static void ip(String words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(("ip " + words).split(" ")).inheritIO().start();
    check(process.waitFor() == 0, "ip " + words);
  }

  private static String output(String... command) throws IOException {
    return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(), "UTF-8");
  }

  private static void check(boolean good, String what) {
    if (!good) {
      throw new AssertionError(what);
    }
  }

  private static Link link(Netlink netlink, String name) throws IOException {
    return netlink.named(InterfaceName.parse(name)).orElseThrow();
  }

  private static void lists(Netlink netlink) throws IOException {
    Link b = link(netlink, "g1");
    check(b.mac().equals(Optional.of(MacAddress.parse("02:00:00:00:00:0b"))), b.toString());
    check(b.up() && b.running(), b.toString());
    check(b.ip4().toString().equals("[192.0.2.1/24]"), b.toString());
    check(b.index() == NetworkInterface.getByName("g1").getIndex(), b.toString());
    Link lo = link(netlink, "lo");
    check(lo.mac().isEmpty() && lo.ip4().toString().equals("[127.0.0.1/8]"), lo.toString());
    check(netlink.named(InterfaceName.parse("g2")).isEmpty(), "there is no g2");
  }

  private static void neighbours(Netlink netlink) throws IOException {
    int b = link(netlink, "g1").index();
    Ip4Address host = Ip4Address.parse("192.0.2.77");
    netlink.replace(b, host, MacAddress.parse("02:00:00:00:00:70"));
    netlink.replace(b, host, MacAddress.parse("02:00:00:00:00:77"));
    String neighbours = output("ip", "neigh", "show", "dev", "g1");
    check(neighbours.contains("192.0.2.77 lladdr 02:00:00:00:00:77") && neighbours.contains("REACHABLE"), neighbours);
    netlink.delete(b, host);
    netlink.delete(b, host);
    check(!output("ip", "neigh", "show", "dev", "g1", "nud", "reachable").contains("192.0.2.77"), "still there");
    try {
      netlink.replace(9999, host, MacAddress.parse("02:00:00:00:00:77"));
      throw new AssertionError("there is no link 9999");
    } catch (KernelException e) {
      check(e.errno() == Errno.ENODEV, e.toString());
    }
  }

  private static void unicastsToAHostWithoutAddress(Netlink netlink) throws Exception {
    Ip4Address client = Ip4Address.parse("192.0.2.50");
    netlink.replace(link(netlink, "g1").index(), client, MacAddress.parse("02:00:00:00:00:0a"));
    long before = bytesReceived("g0");
    try (UdpSocket socket = UdpSocket.open(
            Endpoint.parse("0.0.0.0", 67), Optional.of(InterfaceName.parse("g1")), true, 1 << 16);
        Arena arena = Arena.ofConfined()) {
      DatagramBatch batch = new DatagramBatch(arena, 1, 512);
      batch.put(0, new byte[300], 300, true, 0, client.toLong(), 68);
      check(socket.send(batch, 0, 1) == 1, "not sent");
    }
    check(bytesReceived("g0") - before >= 300 + 8 + 20, "no question was asked and the datagram went to g0");
  }

  private static long bytesReceived(String device) throws IOException {
    for (String line : output("cat", "/proc/net/dev").split("\n")) {
      if (line.strip().startsWith(device + ":")) {
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip().split(" ")[0]);
      }
    }
    throw new AssertionError("no device " + device);
  }

  private static void probes(Netlink netlink) throws Exception {
    int many = 300;
    CountDownLatch answers = new CountDownLatch(many + 1);
    BlockingQueue<ArpProbe.Outcome> outcomes = new LinkedBlockingQueue<>();
    ArpSocket probe = ArpSocket.open(link(netlink, "g0"));
    probe.ask(B, Duration.ofSeconds(20), outcome -> {
      outcomes.add(outcome);
      answers.countDown();
    });
    for (int i = 0; i < many; i++) {
      probe.ask(Ip4Address.parse("192.0.3.0").plus(i), Duration.ofMillis(200), outcome -> {
        check(outcome instanceof ArpProbe.Outcome.Silent, outcome.toString());
        answers.countDown();
      });
    }
    ArpProbe.Outcome taken = outcomes.poll(10, TimeUnit.SECONDS);
    check(new ArpProbe.Outcome.Taken(MacAddress.parse("02:00:00:00:00:0b")).equals(taken), String.valueOf(taken));
    check(answers.await(10, TimeUnit.SECONDS), "unanswered: " + answers.getCount());
    probe.ask(Ip4Address.parse("192.0.2.99"), Duration.ofSeconds(60), outcomes::add);
    probe.close();
    check(outcomes.poll() instanceof ArpProbe.Outcome.NotAsked, "closed");
    probe.ask(B, Duration.ofSeconds(60), outcomes::add);
    check(outcomes.poll() instanceof ArpProbe.Outcome.NotAsked, "closed");
  }

  private static void follows(Netlink netlink) throws Exception {
    BlockingQueue<List<Link>> seen = new LinkedBlockingQueue<>();
    var following = netlink.follow(seen::add);
    check(seen.poll(10, TimeUnit.SECONDS) != null, "the present state");
    ip("addr add 198.51.100.7/25 dev g0");
    awaitUntil(seen, "198.51.100.7/25", true);
    ip("addr del 198.51.100.7/25 dev g0");
    awaitUntil(seen, "198.51.100.7/25", false);
    ip("link del g0");
    awaitUntil(seen, "name=g0,", false);
    following.close();
  }

  private static void awaitUntil(BlockingQueue<List<Link>> seen, String words, boolean present) throws InterruptedException {
    while (true) {
      List<Link> links = seen.poll(10, TimeUnit.SECONDS);
      check(links != null, "no news of " + words);
      if (String.valueOf(links).contains(words) == present) {
        return;
      }
    }
  }
}
