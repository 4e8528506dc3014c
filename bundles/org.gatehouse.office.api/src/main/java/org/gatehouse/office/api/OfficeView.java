package org.gatehouse.office.api;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** The configuration of the whole office at one moment or in one draft; it does not change. */
public interface OfficeView {

  /** Returns the PIDs that are configured; a factory's instances appear as "factoryPid~name". */
  Set<String> pids();

  /**
   * Returns the properties set for a PID, without anything that the framework adds.
   *
   * @return the properties; empty if the PID is not configured, so that all its defaults are in force
   */
  Map<String, Object> properties(String pid);

  /** Returns a factory's instances by their names. */
  SortedMap<String, Map<String, Object>> instances(String factoryPid);
}
