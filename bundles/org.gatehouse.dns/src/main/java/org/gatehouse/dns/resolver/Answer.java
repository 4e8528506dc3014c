package org.gatehouse.dns.resolver;

import java.util.Arrays;
import org.gatehouse.values.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A complete response in wire form, ready to be sent to anybody who asks the same question: with its
 * question in lower case, without OPT record, its id and RD bit zero.
 */
public final class Answer {

  private static final int QUESTION_AT = 12;

  final byte[] message;
  final int nameLength;
  final int type;
  final int dnsClass;
  final int flags;
  final int[] ttlOffsets;
  final boolean countsDown;
  final long storedSeconds;
  final long expiresSeconds;
  private final long refreshSeconds;
  private final @Nullable Endpoint from;
  private final int extendedError;
  private final String extendedText;
  final byte[] options;

  /* The cache's own: place in its table and on its clock, under its lock but for what readers set. */
  long hash;
  volatile @Nullable Answer next;
  @Nullable Answer clockNext;
  @Nullable Answer clockPrevious;
  boolean referenced;
  int hits;
  private volatile boolean refreshClaimed;

  private Answer(Body body, int extendedError, String extendedText) {
    this.message = body.message;
    this.flags = body.flags;
    this.ttlOffsets = body.ttlOffsets;
    this.countsDown = body.countsDown;
    this.storedSeconds = body.storedSeconds;
    this.expiresSeconds = body.storedSeconds + body.ttlSeconds;
    this.refreshSeconds = expiresSeconds - Math.max(1, body.ttlSeconds / 10);
    this.from = body.from;
    this.extendedError = extendedError;
    this.extendedText = extendedText;
    this.options = options(extendedError, extendedText);
    int at = QUESTION_AT;
    while (message[at] != 0) {
      at += 1 + (message[at] & 0xff);
    }
    at++;
    this.nameLength = at - QUESTION_AT;
    Names.lower(message, QUESTION_AT, at);
    this.type = (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
    this.dnsClass = (message[at + 2] & 0xff) << 8 | message[at + 3] & 0xff;
    message[0] = 0;
    message[1] = 0;
    message[2] &= (byte) 0xfe;
  }

  private record Body(
      byte[] message,
      int flags,
      int[] ttlOffsets,
      boolean countsDown,
      long storedSeconds,
      long ttlSeconds,
      @Nullable Endpoint from) {}

  /**
   * Makes an answer from an upstream, whose TTLs count down.
   *
   * @param message the response, which this object owns from now on; its first name is the question's, uncompressed
   * @param ttlOffsets where in it the TTLs stand
   * @param flags the question's {@link Question#DNSSEC_OK} and {@link Question#CHECKING_DISABLED}
   * @param ttlSeconds how long it may be used
   * @param from who said so
   */
  public static Answer counted(
      byte[] message, int[] ttlOffsets, int flags, long nowSeconds, long ttlSeconds, @Nullable Endpoint from) {
    return new Answer(new Body(message, flags, ttlOffsets, true, nowSeconds, ttlSeconds, from), Types.EDE_NONE, "");
  }

  /**
   * Makes an answer of our own, whose TTLs stay as they are as long as it is kept.
   *
   * @param message the response, which this object owns from now on; its first name is the question's, uncompressed;
   *     no OPT record
   * @param flags the question's {@link Question#DNSSEC_OK} and {@link Question#CHECKING_DISABLED}
   * @param holdSeconds how long it may be used
   */
  public static Answer constant(byte[] message, int flags, long nowSeconds, long holdSeconds) {
    return new Answer(
        new Body(message, flags, new int[0], false, nowSeconds, holdSeconds, null), Types.EDE_NONE, "");
  }

  /** Makes a response of nothing but the question and a response code, with a reason for clients with EDNS. */
  public static Answer failure(
      Question question, int rcode, int extendedError, String reason, long nowSeconds, long ttlSeconds) {
    byte[] name = question.name();
    byte[] message = new byte[QUESTION_AT + name.length + 4];
    message[2] = (byte) 0x80;
    message[3] = (byte) (0x80 | rcode);
    message[5] = 1;
    System.arraycopy(name, 0, message, QUESTION_AT, name.length);
    int at = QUESTION_AT + name.length;
    message[at] = (byte) (question.type() >>> 8);
    message[at + 1] = (byte) question.type();
    message[at + 2] = (byte) (question.dnsClass() >>> 8);
    message[at + 3] = (byte) question.dnsClass();
    return new Answer(
        new Body(message, question.flags(), new int[0], false, nowSeconds, ttlSeconds, null), extendedError, reason);
  }

  /** Returns the same answer with a reason for clients with EDNS (RFC 8914). */
  public Answer because(int code, String text) {
    return new Answer(body(message.clone(), storedSeconds, countsDown), code, text);
  }

  /** Returns this answer with all TTLs at {@code staleSeconds}, for use after its time (RFC 8767 §4). */
  Answer stale(int staleSeconds, long nowSeconds) {
    byte[] copy = message.clone();
    for (int offset : ttlOffsets) {
      copy[offset] = (byte) (staleSeconds >>> 24);
      copy[offset + 1] = (byte) (staleSeconds >>> 16);
      copy[offset + 2] = (byte) (staleSeconds >>> 8);
      copy[offset + 3] = (byte) staleSeconds;
    }
    int code = rcode() == Types.NXDOMAIN ? Types.EDE_STALE_NXDOMAIN : Types.EDE_STALE;
    return new Answer(
        new Body(copy, flags, ttlOffsets, false, nowSeconds, staleSeconds, from), code, "");
  }

  private Body body(byte[] bytes, long stored, boolean down) {
    return new Body(bytes, flags, ttlOffsets, down, stored, expiresSeconds - storedSeconds, from);
  }

  private static byte[] options(int code, String text) {
    if (code < 0) {
      return new byte[0];
    }
    byte[] reason = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int length = Math.min(reason.length, 200);
    byte[] option = new byte[6 + length];
    option[1] = 15;
    option[2] = (byte) (length + 2 >>> 8);
    option[3] = (byte) (length + 2);
    option[4] = (byte) (code >>> 8);
    option[5] = (byte) code;
    System.arraycopy(reason, 0, option, 6, length);
    return option;
  }

  /** Tells whether it may still be used. */
  public boolean isFresh(long nowSeconds) {
    return nowSeconds < expiresSeconds;
  }

  /**
   * Tells, once, that it is asked for often and about to end, so that it should be fetched again
   * before somebody has to wait for it.
   */
  public boolean wantsRefresh(long nowSeconds) {
    if (nowSeconds < refreshSeconds || hits < 3 || refreshClaimed || !countsDown) {
      return false;
    }
    refreshClaimed = true;
    return true;
  }

  /** Returns a copy of the message, as it was when stored. */
  public byte[] toBytes() {
    return message.clone();
  }

  /** Returns the question it answers. */
  public Question question() {
    return Question.of(message, QUESTION_AT, nameLength, type, dnsClass, flags);
  }

  /** Returns the response code. */
  public int rcode() {
    return message[3] & 0xf;
  }

  /** Returns the extended error, or -1 (RFC 8914). */
  public int extendedError() {
    return extendedError;
  }

  /** Returns the reason that goes with the extended error; may be empty. */
  public String extendedText() {
    return extendedText;
  }

  /** Returns the server it is from; null where it is our own. */
  public @Nullable Endpoint from() {
    return from;
  }

  /** Returns how many seconds it may still be used; negative afterwards. */
  public long secondsLeft(long nowSeconds) {
    return expiresSeconds - nowSeconds;
  }

  /** Returns how long ago it was stored. */
  public long ageSeconds(long nowSeconds) {
    return nowSeconds - storedSeconds;
  }

  /** Returns how often it was asked for. */
  public int hits() {
    return hits;
  }

  /** Returns what it costs to keep, an estimate of bytes of heap. */
  int cost() {
    return 160 + message.length + 4 * ttlOffsets.length + options.length;
  }

  byte[] name() {
    return Arrays.copyOfRange(message, QUESTION_AT, QUESTION_AT + nameLength);
  }
}
