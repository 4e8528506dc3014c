package org.gatehouse.web.admin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;

/**
 * What all health checks found, worst first.
 *
 * @param status the worst of all
 * @param checks the checks
 */
record HealthReport(Status status, List<Check> checks) {

  /** How something is. */
  enum Status {
    OK("All is well"),
    WARN("Needs a look"),
    CRITICAL("Does not work"),
    UNKNOWN("Not known");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** Returns the word that programs look for. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Status of(Result.Status status) {
      return switch (status) {
        case OK -> OK;
        case WARN -> WARN;
        case TEMPORARILY_UNAVAILABLE, CRITICAL, HEALTH_CHECK_ERROR -> CRITICAL;
      };
    }
  }

  /**
   * One check.
   *
   * @param name what was looked at
   * @param status the worst that it found
   * @param entries all that it found
   */
  record Check(String name, Status status, List<Entry> entries) {

    /** Returns the most important of what it found, in one sentence. */
    String summary() {
      return entries.stream()
          .max(Comparator.comparing(Entry::status))
          .map(Entry::text)
          .orElse(status.label());
    }
  }

  /**
   * One thing that a check found.
   *
   * @param status how it is
   * @param text what was found, and what to do about it
   */
  record Entry(Status status, String text) {}

  /** Asks all health checks that have a tag, as all of ours do; those that answered a moment ago are not asked again. */
  static HealthReport of(Optional<HealthCheckExecutor> executor) {
    if (executor.isEmpty()) {
      return new HealthReport(Status.UNKNOWN, List.of());
    }
    List<Check> checks = new ArrayList<>();
    for (HealthCheckExecutionResult result : executor.get().execute(HealthCheckSelector.tags("*"))) {
      checks.add(check(result));
    }
    checks.sort(Comparator.comparing(Check::status).reversed().thenComparing(Check::name));
    return new HealthReport(checks.stream().map(Check::status).max(Comparator.naturalOrder()).orElse(Status.UNKNOWN),
        List.copyOf(checks));
  }

  private static Check check(HealthCheckExecutionResult result) {
    List<Entry> entries = new ArrayList<>();
    for (ResultLog.Entry entry : result.getHealthCheckResult()) {
      if (!entry.isDebug()) {
        entries.add(new Entry(Status.of(entry.getStatus()), entry.getMessage()));
      }
    }
    return new Check(result.getHealthCheckMetadata().getTitle(), Status.of(result.getHealthCheckResult().getStatus()), entries);
  }

  /** Returns how everything is, in one sentence. */
  String sentence() {
    long broken = checks.stream().filter(check -> check.status() == Status.CRITICAL).count();
    long warned = checks.stream().filter(check -> check.status() == Status.WARN).count();
    return switch (status) {
      case OK -> "All is well.";
      case WARN -> warned == 1 ? "One thing needs a look." : warned + " things need a look.";
      case CRITICAL -> (broken == 1 ? "One thing does not work" : broken + " things do not work")
          + (warned == 0 ? "." : warned == 1 ? ", and one needs a look." : ", and " + warned + " need a look.");
      case UNKNOWN -> "Nothing is known of the health of the box; the health checks are not running.";
    };
  }

  /** Returns the HTTP status for programs that only look at that. */
  int httpStatus() {
    return status == Status.OK || status == Status.WARN ? 200 : 503;
  }

  /** Returns the report as plain text, a line for each thing found. */
  String toText() {
    StringBuilder text = new StringBuilder(status.name()).append('\n');
    for (Check check : checks) {
      text.append(String.format("%n%-8s %s%n", check.status().name(), check.name()));
      for (Entry entry : check.entries()) {
        text.append("         ").append(entry.status() == Status.OK ? "" : entry.status().name() + ": ").append(entry.text()).append('\n');
      }
    }
    return text.toString();
  }

  /** Returns the report as JSON. */
  String toJson() {
    StringBuilder json = new StringBuilder("{\"status\":").append(quoted(status.name())).append(",\"checks\":[");
    String comma = "";
    for (Check check : checks) {
      json.append(comma).append("{\"name\":").append(quoted(check.name()))
          .append(",\"status\":").append(quoted(check.status().name())).append(",\"messages\":[");
      comma = "";
      for (Entry entry : check.entries()) {
        json.append(comma).append("{\"status\":").append(quoted(entry.status().name()))
            .append(",\"text\":").append(quoted(entry.text())).append('}');
        comma = ",";
      }
      json.append("]}");
      comma = ",";
    }
    return json.append("]}\n").toString();
  }

  private static String quoted(String plain) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
