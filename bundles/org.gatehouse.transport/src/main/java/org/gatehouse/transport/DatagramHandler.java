package org.gatehouse.transport;

/** What is done about the datagrams of one port. */
@FunctionalInterface
public interface DatagramHandler {

  /**
   * Takes one datagram, on the port's own thread; it must not block, and does not throw. Replies
   * of one batch leave together.
   *
   * @param request valid during the call only
   * @param reply where to write the answer to the sender; {@link Datagram#MAX_LENGTH} bytes long
   * @return the length of the answer; 0 for none, or for one that is sent later by {@link DatagramPort#send}
   */
  int handle(Datagram request, byte[] reply);
}
