package org.gatehouse.transport;

import java.io.IOException;
import java.util.List;
import org.gatehouse.values.Endpoint;

/** An open UDP port. */
public interface DatagramPort extends AutoCloseable {

  /** Returns the address and the port, also where the system chose it. */
  Endpoint local();

  /**
   * Sends one datagram; any thread may.
   *
   * @throws IOException if the kernel refuses it; a full send buffer counts as a loss on the way, not as an error
   */
  void send(byte[] data, int length, Endpoint to) throws IOException;

  /**
   * Sends many with as few system calls as the kernel allows; any thread may.
   *
   * @return how many the kernel took
   */
  int sendAll(List<Outgoing> datagrams);

  /**
   * A datagram to send.
   *
   * @param data the bytes, which the receiver of this object does not change
   * @param length how many of them
   * @param to where to
   */
  record Outgoing(byte[] data, int length, Endpoint to) {}

  /** Returns the counts since the socket was opened. */
  Counts counts();

  /**
   * What went through a port.
   *
   * @param received datagrams that arrived
   * @param sent datagrams that left
   * @param unsent datagrams the kernel did not take
   * @param failures datagrams on which the handler threw: a defect of ours, counted and dropped
   */
  record Counts(long received, long sent, long unsent, long failures) {}

  /** Ends the calls to the handler; the socket itself stays open for a while for a successor. */
  @Override
  void close();
}
