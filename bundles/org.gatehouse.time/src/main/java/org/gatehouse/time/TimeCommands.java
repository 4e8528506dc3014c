package org.gatehouse.time;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The clock's commands in the shell. */
@Component(
    service = TimeCommands.class,
    property = {"osgi.command.scope=time", "osgi.command.function=status"})
public final class TimeCommands {

  private final TimeComponent component;

  /** Speaks for the component of this bundle. */
  @Activate
  public TimeCommands(@Reference TimeComponent component) {
    this.component = component;
  }

  /** Returns what the server says of its clock, why, and what became of requests. */
  public String status() {
    TimeServer server = component.server();
    TimeState state = server.state();
    Statement now = state.statement();
    Responder.Counts counts = server.counts();
    StringBuilder text = new StringBuilder();
    text.append("served on   ").append(server.listening().isEmpty() ? "no address" : server.listening()).append('\n');
    server.notListening().values().forEach(why -> text.append("not served  ").append(why).append('\n'));
    text.append("stated      ").append(now.isSynchronised() ? "stratum " + now.stratum() : "not synchronised")
        .append(". ").append(now.why()).append('\n');
    state.kernel().ifPresent(kernel -> text.append("kernel      ")
        .append(kernel.synchronised() ? "synchronised" : "not synchronised")
        .append(", at most ").append(TimeComponent.words(kernel.maximumError())).append(" off\n"));
    for (TimeState.Source source : state.sources()) {
      text.append(source.chosen() ? "source   *  " : "source      ").append(source.name())
          .append(source.trouble().isEmpty()
              ? " stratum " + source.stratum() + ", offset " + TimeComponent.words(source.offset().orElse(Duration.ZERO))
                  + ", delay " + TimeComponent.words(source.delay()) + ", " + source.reach() + " of 8 answered"
              : " " + source.trouble())
          .append('\n');
    }
    return text.append("requests    ").append(counts.answered()).append(" answered, ")
        .append(counts.kissed() + counts.limited()).append(" too many of one host, ")
        .append(counts.control()).append(" of control modes, ").append(counts.unusable()).append(" unusable").toString();
  }
}
