package org.gatehouse.values;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the properties of one configuration into values and collects everything that is wrong on
 * the way. Names and defaults come from the configuration's annotation type, by the naming rules of
 * Declarative Services (OSGi Compendium §112.8.2.1): "_" stands for ".", "__" for "_", "$" is dropped.
 *
 * <p>A method that meets a bad value notes a {@link Problem} and returns the default in its place,
 * so that one pass finds all problems; {@link #checked} then refuses.
 */
public final class SettingsReader {

  private final String pid;
  private final Map<String, ?> given;
  private final Map<String, Object> defaults = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Starts to read.
   *
   * @param pid the configuration's PID, for the problems
   * @param type the annotation type that describes the configuration; every member has a default
   * @param given the properties; what the framework added (service.*, component.*, felix.*, osgi.*, hc.*, ":…", ".…") is passed over
   */
  public SettingsReader(String pid, Class<? extends Annotation> type, Map<String, ?> given) {
    this.pid = pid;
    this.given = given;
    for (Method member : type.getDeclaredMethods()) {
      Object value = member.getDefaultValue();
      if (value == null) {
        throw new IllegalArgumentException(type.getName() + "." + member.getName() + " has no default");
      }
      defaults.put(propertyName(member.getName()), value);
    }
    for (String name : given.keySet()) {
      if (!defaults.containsKey(name) && !isFrameworks(name)) {
        refuse(name, String.valueOf(given.get(name)), "there is no such setting.",
            "Remove it, or write one of: " + String.join(", ", defaults.keySet().stream().sorted().toList()) + ".");
      }
    }
  }

  private static boolean isFrameworks(String name) {
    return name.startsWith("service.") || name.startsWith("component.") || name.startsWith("felix.")
        || name.startsWith("osgi.") || name.startsWith("hc.") || name.startsWith(":") || name.startsWith(".")
        || name.startsWith("objectClass") || name.startsWith("webconsole.");
  }

  private static String propertyName(String member) {
    return member.replace("$_$", "-").replace("__", "\0").replace("_", ".").replace("\0", "_").replace("$", "");
  }

  /** Returns a text, stripped of surrounding space. */
  public String text(String property) {
    return raw(property).strip();
  }

  /** Returns a yes or no. */
  public boolean flag(String property) {
    String text = text(property);
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    refuse(property, text, "is neither true nor false.", "Write true or false.");
    return (Boolean) defaultOf(property);
  }

  /** Returns a whole number from {@code min} to {@code max}. */
  public int number(String property, int min, int max) {
    String text = text(property);
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, together with a number that is out of range
    }
    refuse(property, text, "is not a whole number from " + min + " to " + max + ".",
        "Write a number in that range; " + defaultOf(property) + " is the default.");
    return ((Number) defaultOf(property)).intValue();
  }

  /** Returns a whole number of seconds as a duration. */
  public Duration seconds(String property, int min, int max) {
    return Duration.ofSeconds(number(property, min, max));
  }

  /**
   * Returns a value that must be there.
   *
   * @param parser throws IllegalArgumentException with a sentence for the operator
   */
  public <T> T value(String property, Function<String, T> parser) {
    String text = text(property);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      refuse(property, text, sentence(e), "Correct it.");
      return parser.apply(String.valueOf(defaultOf(property)).strip());
    }
  }

  /** Returns a value that may be left blank. */
  public <T> Optional<T> optional(String property, Function<String, T> parser) {
    String text = text(property);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      refuse(property, text, sentence(e), "Correct it, or leave it blank.");
      return Optional.empty();
    }
  }

  /** Returns the entries of a list; a list may be given as an array, a collection or text with commas. */
  public <T> List<T> list(String property, Function<String, T> parser) {
    List<T> values = new ArrayList<>();
    for (String text : entries(given.containsKey(property) ? given.get(property) : defaultOf(property))) {
      try {
        values.add(parser.apply(text));
      } catch (IllegalArgumentException e) {
        refuse(property, text, sentence(e), "Correct this entry, or remove it.");
      }
    }
    return List.copyOf(values);
  }

  private static List<String> entries(Object value) {
    List<String> entries = new ArrayList<>();
    if (value instanceof Collection<?> many) {
      many.forEach(one -> entries.add(String.valueOf(one).strip()));
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        entries.add(String.valueOf(Array.get(value, i)).strip());
      }
    } else {
      for (String one : String.valueOf(value).split(",")) {
        entries.add(one.strip());
      }
    }
    entries.removeIf(String::isEmpty);
    return entries;
  }

  /** Returns one of an enumeration's constants, written in lower case with hyphens: LAN_ONLY is "lan-only". */
  public <E extends Enum<E>> E choice(String property, Class<E> type) {
    String text = text(property);
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text)) {
        return constant;
      }
      words.add(word(constant));
    }
    refuse(property, text, "is not one of the choices.", "Write one of: " + String.join(", ", words) + ".");
    return Enum.valueOf(type, String.valueOf(defaultOf(property)).toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Notes a problem that no single value shows, as when two settings contradict each other. */
  public void refuse(String property, String value, String message, String remedy) {
    problems.add(new Problem(pid, property, value, message, remedy));
  }

  /** Tells whether nothing was wrong so far. */
  public boolean isGood() {
    return problems.isEmpty();
  }

  /** Returns the settings if nothing was wrong, all problems otherwise. */
  public <T> Checked<T> checked(Supplier<T> settings) {
    return problems.isEmpty() ? new Checked.Good<>(settings.get()) : new Checked.Refused<>(problems);
  }

  private String raw(String property) {
    Object value = given.get(property);
    return String.valueOf(value == null ? defaultOf(property) : value);
  }

  private Object defaultOf(String property) {
    Object value = defaults.get(property);
    if (value == null) {
      throw new IllegalArgumentException("no setting is called " + property);
    }
    return value;
  }

  private static String sentence(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
