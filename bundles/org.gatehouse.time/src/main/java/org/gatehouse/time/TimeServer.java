package org.gatehouse.time;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.gatehouse.linux.KernelClock;
import org.gatehouse.transport.Datagram;
import org.gatehouse.transport.DatagramPort;
import org.gatehouse.transport.DatagramSpec;
import org.gatehouse.transport.Datagrams;
import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Ip6Address;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.Port;
import org.jspecify.annotations.Nullable;

/** Runs the {@link TimeKeeper} on one thread and keeps the ports open; requests are answered on the ports' threads. */
final class TimeServer implements AutoCloseable {

  private static final int WAITING_ANSWERS = 64;
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final Datagrams datagrams;
  private final KernelClock clock;
  private final TimeLog log;
  private final ScheduledThreadPoolExecutor thread;
  private final ExecutorService names = Executors.newVirtualThreadPerTaskExecutor();
  private final long startNanos = System.nanoTime();
  private final Instant start;

  private volatile TimeState state =
      new TimeState(Statement.unsynchronised("The clock was not looked at yet."), Optional.empty(), List.of());
  private volatile Map<Endpoint, Open> open = Map.of();
  private volatile Map<Endpoint, String> closed = Map.of();

  // The rest belongs to the thread.
  private Optional<TimeSettings> settings = Optional.empty();
  private Set<IpAddress> lan = Set.of();
  private @Nullable TimeKeeper keeper;
  private @Nullable ScheduledFuture<?> alarm;
  private @Nullable ScheduledFuture<?> retry;
  private Duration retryAfter = Duration.ofSeconds(1);
  private boolean stated;
  private final Map<Boolean, DatagramPort> clients = new HashMap<>();

  /**
   * An open port.
   *
   * @param port the socket
   * @param responder what answers on it
   * @param settings with which limits it does
   */
  private record Open(DatagramPort port, Responder responder, TimeSettings settings) {}

  /** Starts without settings: nothing is served yet. */
  TimeServer(Datagrams datagrams, KernelClock clock, TimeLog log) {
    this.datagrams = datagrams;
    this.clock = clock;
    this.log = log;
    start = Instant.ofEpochSecond(0, clock.nanos());
    thread = new ScheduledThreadPoolExecutor(
        1, task -> Thread.ofPlatform().daemon().name("gatehouse-time").unstarted(task));
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Puts settings in force. */
  void apply(TimeSettings next) {
    run(() -> {
      Optional<TimeSettings> before = settings;
      settings = Optional.of(next);
      if (before.isEmpty() || !sameSources(before.get(), next)) {
        closeClients();
        keeper = new TimeKeeper(
            next.standaloneStratum(), next.disciplinedStratum(), next.servers(), TimeServer::nonce, now());
        input(new TimeInput.Own(ip4(lan)));
      }
      listen();
    });
  }

  private static boolean sameSources(TimeSettings one, TimeSettings other) {
    return one.servers().equals(other.servers())
        && one.standaloneStratum() == other.standaloneStratum()
        && one.disciplinedStratum() == other.disciplinedStratum();
  }

  private static long nonce() {
    return ThreadLocalRandom.current().nextLong() | 1;
  }

  /** Says which addresses the box has in the LAN. */
  void lan(Set<IpAddress> addresses) {
    run(() -> {
      lan = Set.copyOf(addresses);
      input(new TimeInput.Own(ip4(lan)));
      listen();
    });
  }

  private static Set<Ip4Address> ip4(Set<IpAddress> addresses) {
    Set<Ip4Address> ip4 = new HashSet<>();
    addresses.forEach(address -> {
      if (address instanceof Ip4Address four) {
        ip4.add(four);
      }
    });
    return ip4;
  }

  /** Returns what is known of the clock. */
  TimeState state() {
    return state;
  }

  /** Returns where the time is served. */
  List<Endpoint> listening() {
    return open.values().stream().map(one -> one.port().local()).toList();
  }

  /** Returns which ports cannot be opened, and why. */
  Map<Endpoint, String> notListening() {
    return closed;
  }

  /** Returns what became of the requests on the ports that are open. */
  Responder.Counts counts() {
    return open.values().stream().map(one -> one.responder().counts())
        .reduce(new Responder.Counts(0, 0, 0, 0, 0), Responder.Counts::plus);
  }

  private void run(Runnable task) {
    try {
      thread.execute(() -> {
        try {
          task.run();
        } catch (RuntimeException e) {
          log.defect(e);
        }
      });
    } catch (RejectedExecutionException e) {
      // closed meanwhile
    }
  }

  private Instant now() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }

  private void input(TimeInput input) {
    TimeKeeper present = keeper;
    if (present == null) {
      return;
    }
    present.handle(input, now()).forEach(this::output);
    if (alarm != null) {
      alarm.cancel(false);
    }
    present.deadline().ifPresent(at -> {
      long nanos = Math.max(0, Duration.between(now(), at).toNanos());
      alarm = thread.schedule(() -> run(() -> input(new TimeInput.Tick())), nanos, TimeUnit.NANOSECONDS);
    });
  }

  private void output(TimeOutput output) {
    switch (output) {
      case TimeOutput.ReadKernel read -> input(readKernel());
      case TimeOutput.Ask ask -> ask(ask);
      case TimeOutput.Resolve resolve -> names.execute(() -> {
        List<IpAddress> addresses = resolve(resolve.source());
        run(() -> input(new TimeInput.Resolved(resolve.source(), addresses)));
      });
      case TimeOutput.Publish publish -> publish(publish.state());
    }
  }

  private TimeInput readKernel() {
    try {
      return new TimeInput.KernelRead(clock.state(), clock.nanos());
    } catch (IOException e) {
      return new TimeInput.KernelSilent("The kernel does not say how good the clock is: " + e.getMessage() + ".", clock.nanos());
    }
  }

  private static List<IpAddress> resolve(TimeSource source) {
    try {
      return Arrays.stream(InetAddress.getAllByName(source.name().orElseThrow().text()))
          .map(address -> IpAddress.of(address.getAddress())).toList();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private void ask(TimeOutput.Ask ask) {
    byte[] request = NtpAnswer.request(ask.nonce());
    try {
      DatagramPort client = client(ask.to().address() instanceof Ip4Address);
      long at = clock.nanos();
      client.send(request, request.length, ask.to());
      input(new TimeInput.Asked(ask.to(), ask.nonce(), at));
    } catch (IOException e) {
      // the network is down: the same as an answer that does not come
    }
  }

  private DatagramPort client(boolean ip4) throws IOException {
    DatagramPort present = clients.get(ip4);
    if (present == null) {
      Endpoint any = new Endpoint(ip4 ? Ip4Address.ANY : Ip6Address.ANY, new Port(0));
      present = datagrams.open(new DatagramSpec(any, Optional.empty(), false, true), this::answered);
      clients.put(ip4, present);
    }
    return present;
  }

  private int answered(Datagram datagram, byte[] reply) {
    Optional<NtpAnswer> answer = NtpAnswer.read(datagram.data(), datagram.length());
    if (answer.isPresent() && thread.getQueue().size() < WAITING_ANSWERS) {
      Endpoint from = datagram.source();
      long arrival = datagram.arrivalNanos() == 0 ? clock.nanos() : datagram.arrivalNanos();
      run(() -> input(new TimeInput.Answered(from, answer.get(), arrival)));
    }
    return 0;
  }

  private void closeClients() {
    clients.values().forEach(DatagramPort::close);
    clients.clear();
  }

  private void publish(TimeState next) {
    TimeState before = state;
    state = next;
    if (!stated || before.statement().stratum() != next.statement().stratum()) {
      stated = true;
      log.stated(next.statement());
    }
    for (TimeState.Source source : next.sources()) {
      String was = before.sources().stream().filter(s -> s.name().equals(source.name()))
          .map(TimeState.Source::trouble).findFirst().orElse("");
      if (source.trouble().isEmpty() && !was.isEmpty()) {
        log.sourceGood(source);
      } else if (!source.trouble().equals(was) && !was.isEmpty()) {
        log.sourceTrouble(source);
      }
    }
  }

  private void listen() {
    if (settings.isEmpty()) {
      return;
    }
    TimeSettings wanted = settings.get();
    Set<Endpoint> endpoints = endpoints(wanted);
    Map<Endpoint, Open> next = new TreeMap<>(java.util.Comparator.comparing(Endpoint::toString));
    Map<Endpoint, String> failed = new TreeMap<>(java.util.Comparator.comparing(Endpoint::toString));
    open.forEach((endpoint, one) -> {
      if (endpoints.contains(endpoint) && sameLimits(one.settings(), wanted)) {
        next.put(endpoint, one);
      } else {
        one.port().close();
      }
    });
    for (Endpoint endpoint : endpoints) {
      if (!next.containsKey(endpoint)) {
        try {
          next.put(endpoint, open(endpoint, wanted));
        } catch (IOException e) {
          failed.put(endpoint, String.valueOf(e.getMessage()));
        }
      }
    }
    failed.values().stream().filter(why -> !closed.containsValue(why)).forEach(log::notListening);
    open = Map.copyOf(next);
    closed = Map.copyOf(failed);
    retryLater(!failed.isEmpty());
  }

  private static boolean sameLimits(TimeSettings one, TimeSettings other) {
    return one.perSecond() == other.perSecond() && one.burst() == other.burst();
  }

  private Set<Endpoint> endpoints(TimeSettings wanted) {
    if (!wanted.enabled()) {
      return Set.of();
    }
    Set<IpAddress> addresses = new LinkedHashSet<>(wanted.addresses());
    if (addresses.isEmpty()) {
      addresses.addAll(lan);
      addresses.add(Ip4Address.LOOPBACK);
      if (lan.stream().anyMatch(Ip6Address.class::isInstance)) {
        addresses.add(Ip6Address.LOOPBACK);
      }
    }
    Set<Endpoint> endpoints = new LinkedHashSet<>();
    addresses.forEach(address -> endpoints.add(new Endpoint(address, wanted.port())));
    return endpoints;
  }

  private Open open(Endpoint endpoint, TimeSettings wanted) throws IOException {
    RateLimit limit = new RateLimit(wanted.perSecond(), wanted.burst(), ThreadLocalRandom.current().nextLong());
    Responder responder = new Responder(clock, () -> state.statement(), limit);
    DatagramPort port = datagrams.open(new DatagramSpec(endpoint, Optional.empty(), false, true), responder);
    log.listening(port.local());
    return new Open(port, responder, wanted);
  }

  private void retryLater(boolean needed) {
    if (retry != null) {
      retry.cancel(false);
    }
    if (!needed) {
      retryAfter = Duration.ofSeconds(1);
      return;
    }
    retry = thread.schedule(() -> run(this::listen), retryAfter.toMillis(), TimeUnit.MILLISECONDS);
    retryAfter = retryAfter.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? retryAfter.multipliedBy(2) : LONGEST_RETRY;
  }

  @Override
  public void close() {
    run(() -> {
      keeper = null;
      closeClients();
      open.values().forEach(one -> one.port().close());
      open = Map.of();
    });
    thread.shutdown();
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    names.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (thread.awaitTermination(1, TimeUnit.DAYS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
