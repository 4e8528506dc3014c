package org.gatehouse.dns.resolver;

import java.util.function.Consumer;
import org.gatehouse.values.IpAddress;
import org.jspecify.annotations.Nullable;

/** Looks up what the box itself does not know. */
public interface Resolver {

  /**
   * Looks a question up; never blocks. The answer, a failure as well, is handed to {@code waiter}
   * exactly once, now or on another thread; it is sent with {@link AnswerCache#write}.
   *
   * @param asker who wants to know, which shows a server that asks us what we ask it; null where it is ourselves
   */
  void resolve(Question question, @Nullable IpAddress asker, Consumer<Answer> waiter);

  /** Fetches an answer again that {@link Answer#wantsRefresh wants to be}; never blocks. */
  void refresh(Answer answer);

  /** Returns the answers that are kept; looked in before {@link #resolve} is asked. */
  AnswerCache cache();

  /** Returns the seconds that the answers' times are counted in; no clock of the day. */
  long nowSeconds();
}
