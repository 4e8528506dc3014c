package org.gatehouse.office.api;

import java.util.List;
import org.gatehouse.values.Problem;

/**
 * A capability's say about the configuration of the office, registered as a service by each
 * capability. It looks at a whole draft, because settings of one PID can contradict those of another.
 */
public interface SettingsCheck {

  /**
   * Checks a draft before it is applied.
   *
   * @return all problems; a draft with any is not applied
   */
  List<Problem> check(OfficeView draft);

  /**
   * Says in words what would change for the people of the office.
   *
   * @return one sentence for each effect; none if the change does not concern this capability
   */
  default List<String> effects(OfficeView before, OfficeView after) {
    return List.of();
  }
}
