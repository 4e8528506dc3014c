package org.gatehouse.transport;

import org.gatehouse.values.Endpoint;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Ip6Address;
import org.gatehouse.values.Port;

/**
 * One datagram that arrived; the port uses the same object again for the next, so whoever keeps
 * something of it takes a copy.
 */
public final class Datagram {

  /** The longest datagram that is received and the longest reply. */
  public static final int MAX_LENGTH = 4096;

  private final byte[] data = new byte[MAX_LENGTH];
  private int length;
  private boolean ip4;
  private long high;
  private long low;
  private int port;
  private long arrivalNanos;

  /** Makes an empty one, as tests and the ports need it. */
  public Datagram() {}

  /** Sets who sent it and how long it is; its bytes are written to {@link #data}. */
  public void set(int newLength, boolean isIp4, long addressHigh, long addressLow, int sourcePort) {
    length = newLength;
    ip4 = isIp4;
    high = addressHigh;
    low = addressLow;
    port = sourcePort;
  }

  /** Sets when the kernel received it. */
  public void setArrival(long nanosSince1970) {
    arrivalNanos = nanosSince1970;
  }

  /** Returns the bytes, from the start; no copy. */
  public byte[] data() {
    return data;
  }

  /** Returns how many bytes arrived. */
  public int length() {
    return length;
  }

  /** Tells whether the sender has an IPv4 address; one mapped into IPv6 counts as such. */
  public boolean isIp4() {
    return ip4;
  }

  /** Returns the first half of the sender's IPv6 address; 0 for IPv4. */
  public long addressHigh() {
    return high;
  }

  /** Returns the second half of the sender's IPv6 address, or the 32 bits of its IPv4 address. */
  public long addressLow() {
    return low;
  }

  /** Returns the port it was sent from. */
  public int sourcePort() {
    return port;
  }

  /** Returns when the kernel received it: nanoseconds since 1970; 0 unless the port was opened with timestamps. */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  /** Returns where it was sent from, as a new object. */
  public Endpoint source() {
    return new Endpoint(ip4 ? new Ip4Address((int) low) : new Ip6Address(high, low), new Port(port));
  }
}
