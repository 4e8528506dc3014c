package org.gatehouse.values;

/**
 * What is wrong with a setting, and what to do about it.
 *
 * @param pid the configuration it is in, as in "org.gatehouse.dns"
 * @param property the setting, as in "port"; "" where the configuration as a whole is meant
 * @param value what was given, for people to recognise; never a secret
 * @param message what is wrong, in a sentence
 * @param remedy what to do, in a sentence
 */
public record Problem(String pid, String property, String value, String message, String remedy) {

  /** Returns one line: the setting, its value, what is wrong and what to do. */
  @Override
  public String toString() {
    String setting = property.isEmpty() ? pid : pid + ":" + property;
    return setting + (value.isEmpty() ? "" : "=" + value) + ": " + message + " " + remedy;
  }
}
