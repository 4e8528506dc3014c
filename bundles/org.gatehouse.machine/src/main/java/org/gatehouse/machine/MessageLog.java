package org.gatehouse.machine;

import org.slf4j.Logger;

/**
 * What a bundle's class of log messages is built on. Each message has an identity, such as
 * "DHCP-104", and is one method with a Javadoc that explains it to the operator; the manual's list
 * of messages is made from those. Text that came from a peer is quoted, escaped and bounded.
 */
public abstract class MessageLog {

  private static final int LONGEST = 200;

  private final Logger logger;
  private final String prefix;

  /**
   * Makes the messages of one bundle.
   *
   * @param prefix the bundle's part of each identity, as in "DHCP"
   */
  protected MessageLog(Logger logger, String prefix) {
    this.logger = logger;
    this.prefix = prefix;
  }

  /** Says what an administrator would tell a colleague. */
  protected void info(int number, String text, Object... values) {
    if (logger.isInfoEnabled()) {
      logger.info(message(number, text, values));
    }
  }

  /** Says what needs somebody's attention although the service goes on. */
  protected void warn(int number, String text, Object... values) {
    if (logger.isWarnEnabled()) {
      logger.warn(message(number, text, values));
    }
  }

  /** Says that something which ought to work does not. */
  protected void error(int number, Throwable cause, String text, Object... values) {
    logger.error(message(number, text, values), cause);
  }

  /** Says what only somebody who looks for a fault wants to know. */
  protected void debug(int number, String text, Object... values) {
    if (logger.isDebugEnabled()) {
      logger.debug(message(number, text, values));
    }
  }

  private String message(int number, String text, Object... values) {
    StringBuilder line = new StringBuilder(prefix).append('-').append(number).append(' ');
    int from = 0;
    for (Object value : values) {
      int hole = text.indexOf("{}", from);
      if (hole < 0) {
        break;
      }
      line.append(text, from, hole).append(value instanceof String foreign ? quoted(foreign) : value);
      from = hole + 2;
    }
    return line.append(text, from, text.length()).toString();
  }

  /** Returns a peer's text in quotation marks, with everything unprintable escaped and its length bounded. */
  public static String quoted(String foreign) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < Math.min(foreign.length(), LONGEST); i++) {
      char c = foreign.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append(foreign.length() > LONGEST ? "\"…" : "\"").toString();
  }
}
