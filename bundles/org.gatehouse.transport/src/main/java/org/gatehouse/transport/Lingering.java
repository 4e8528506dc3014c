package org.gatehouse.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sockets without a user, which wait a while for a successor.
 *
 * @param <K> what a successor must ask for
 * @param <S> the socket
 */
final class Lingering<K, S> {

  private record Left<S>(S socket, ScheduledFuture<?> end) {}

  private final Map<K, Left<S>> sockets = new HashMap<>();
  private final ScheduledThreadPoolExecutor timer;
  private final long millis;
  private final Consumer<S> close;
  private boolean ended;

  Lingering(String threadName, long millis, Consumer<S> close) {
    this.millis = millis;
    this.close = close;
    timer = new ScheduledThreadPoolExecutor(1, task -> Thread.ofPlatform().daemon().name(threadName).unstarted(task));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** Returns the socket that waits for this successor; null if none does. */
  synchronized @Nullable S take(K key) {
    Left<S> left = sockets.remove(key);
    if (left == null) {
      return null;
    }
    left.end().cancel(false);
    return left.socket();
  }

  /** Lets a socket wait; once all has ended it is closed at once. */
  void leave(K key, S socket) {
    synchronized (this) {
      if (!ended) {
        sockets.put(key, new Left<>(socket, timer.schedule(() -> pass(key, socket), millis, TimeUnit.MILLISECONDS)));
        return;
      }
    }
    close.accept(socket);
  }

  private void pass(K key, S socket) {
    synchronized (this) {
      Left<S> left = sockets.get(key);
      if (left == null || left.socket() != socket) {
        return;
      }
      sockets.remove(key);
    }
    close.accept(socket);
  }

  /** Closes all that wait and those that are left later. */
  void end() {
    List<Left<S>> all;
    synchronized (this) {
      ended = true;
      all = List.copyOf(sockets.values());
      sockets.clear();
    }
    timer.shutdownNow();
    all.forEach(left -> close.accept(left.socket()));
  }
}
