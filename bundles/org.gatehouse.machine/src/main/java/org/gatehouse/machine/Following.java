package org.gatehouse.machine;

/**
 * The right to be told of changes, until it is closed. After {@link #close} returns, no further
 * call to the follower begins; closing twice does nothing more.
 */
@FunctionalInterface
public interface Following extends AutoCloseable {

  @Override
  void close();
}
