package org.gatehouse.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A value that changes and has followers: an immutable snapshot, handed to each follower at once
 * and again after each change, in the order of the changes.
 *
 * @param <T> an immutable value with equals
 */
public final class Published<T> {

  private final List<Consumer<? super T>> followers = new ArrayList<>();
  private volatile T value;

  /** Starts with a first value. */
  public Published(T first) {
    value = first;
  }

  /** Returns the present value. */
  public T get() {
    return value;
  }

  /** Replaces the value and tells the followers, unless it is equal to the present one. */
  public synchronized void set(T next) {
    if (next.equals(value)) {
      return;
    }
    value = next;
    for (Consumer<? super T> follower : List.copyOf(followers)) {
      follower.accept(next);
    }
  }

  /** Hands {@code follower} the present value, and each later one on the thread that sets it. */
  public synchronized Following follow(Consumer<? super T> follower) {
    Consumer<T> entry = follower::accept;
    followers.add(entry);
    entry.accept(value);
    return () -> {
      synchronized (this) {
        followers.remove(entry);
      }
    };
  }
}
