package org.gatehouse.transport;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.gatehouse.values.Endpoint;
import org.jspecify.annotations.Nullable;

/** A connection on its virtual thread. */
final class TcpConnection implements Connection, AutoCloseable {

  private static final int BUFFER = 8192;

  private final SocketChannel channel;
  private final Endpoint peer;
  private final Endpoint local;
  private final long idleNanos;
  private final InputStream in;
  private final OutputStream out;
  private volatile long writingSince;

  /** Who serves it; set under the port's lock. */
  @Nullable Thread thread;

  TcpConnection(SocketChannel channel, Endpoint peer, Endpoint local, Duration idle) throws IOException {
    this.channel = channel;
    this.peer = peer;
    this.local = local;
    idleNanos = idle.toNanos();
    channel.socket().setSoTimeout((int) Math.min(idle.toMillis(), Integer.MAX_VALUE));
    in = new BufferedInputStream(channel.socket().getInputStream(), BUFFER);
    out = new BufferedOutputStream(new Watched(channel.socket().getOutputStream()), BUFFER);
  }

  /** Writes in pieces and notes since when one waits for the peer to take it. */
  private final class Watched extends OutputStream {

    private final OutputStream socket;

    private Watched(OutputStream socket) {
      this.socket = socket;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += BUFFER) {
        writingSince = System.nanoTime() | 1;
        try {
          socket.write(bytes, offset + done, Math.min(BUFFER, length - done));
        } finally {
          writingSince = 0;
        }
      }
    }
  }

  /** Closes the connection if the peer took nothing for as long as it may be idle. */
  void checkWriting() {
    long since = writingSince;
    if (since != 0 && idleNanos > 0 && System.nanoTime() - since > idleNanos) {
      close();
    }
  }

  @Override
  public Endpoint peer() {
    return peer;
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public void close() {
    close(channel);
  }

  static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no use any more in any case
    }
  }
}
