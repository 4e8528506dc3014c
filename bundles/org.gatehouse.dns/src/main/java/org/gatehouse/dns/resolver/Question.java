package org.gatehouse.dns.resolver;

import java.util.Arrays;

/** What a client wants to know: a name, a type, a class, and the two flags that change the answer. */
public final class Question {

  /** The flag of a client that wants DNSSEC records (the DO bit, RFC 3225). */
  public static final int DNSSEC_OK = 1;

  /** The flag of a client that checks signatures itself (the CD bit, RFC 4035 §3.2.2). */
  public static final int CHECKING_DISABLED = 2;

  private final byte[] name;
  private final int type;
  private final int dnsClass;
  private final int flags;
  private final int hash;

  private Question(byte[] name, int type, int dnsClass, int flags) {
    this.name = name;
    this.type = type;
    this.dnsClass = dnsClass;
    this.flags = flags;
    this.hash = (Arrays.hashCode(name) * 31 + type) * 31 + dnsClass * 4 + flags;
  }

  /**
   * Takes a question out of a packet.
   *
   * @param packet whose name begins at {@code nameOffset}, uncompressed and complete
   * @param nameLength bytes of the name with its final zero, 1 to 255
   * @param flags {@link #DNSSEC_OK} and {@link #CHECKING_DISABLED}
   */
  public static Question of(byte[] packet, int nameOffset, int nameLength, int type, int dnsClass, int flags) {
    byte[] name = Arrays.copyOfRange(packet, nameOffset, nameOffset + nameLength);
    Names.lower(name, 0, nameLength);
    return new Question(name, type, dnsClass, flags);
  }

  /** Makes a question of the Internet class about a name in wire form. */
  public static Question of(byte[] name, int type) {
    return of(name, 0, name.length, type, 1, 0);
  }

  /** Returns the name in wire form and lower case; not to be changed. */
  public byte[] name() {
    return name;
  }

  /** Returns the number of the type, as in 1 for A. */
  public int type() {
    return type;
  }

  /** Returns the number of the class, 1 for the Internet's. */
  public int dnsClass() {
    return dnsClass;
  }

  /** Returns {@link #DNSSEC_OK} and {@link #CHECKING_DISABLED} as far as they are set. */
  public int flags() {
    return flags;
  }

  /** Returns the same question of another type. */
  public Question withType(int otherType) {
    return new Question(name, otherType, dnsClass, flags);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Question q
        && hash == q.hash
        && type == q.type
        && dnsClass == q.dnsClass
        && flags == q.flags
        && Arrays.equals(name, q.name);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Names.text(name) + " " + Types.text(type);
  }
}
