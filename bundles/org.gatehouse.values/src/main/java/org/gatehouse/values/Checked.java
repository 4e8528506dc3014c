package org.gatehouse.values;

import java.util.List;

/**
 * Settings that were checked: either good, or refused with everything that is wrong with them.
 *
 * @param <T> the settings
 */
public sealed interface Checked<T> {

  /**
   * Good settings.
   *
   * @param <T> the settings
   * @param settings all of them, ready to use
   */
  record Good<T>(T settings) implements Checked<T> {}

  /**
   * Refused settings.
   *
   * @param <T> the settings
   * @param problems all of them, at least one
   */
  record Refused<T>(List<Problem> problems) implements Checked<T> {

    /** Checks that there is a reason. */
    public Refused {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("settings are refused for a reason");
      }
    }
  }

  /** Returns the problems; none if the settings are good. */
  default List<Problem> problems() {
    return switch (this) {
      case Good<T> good -> List.of();
      case Refused<T> refused -> refused.problems();
    };
  }
}
