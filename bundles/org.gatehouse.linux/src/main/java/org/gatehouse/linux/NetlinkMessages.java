package org.gatehouse.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.values.InterfaceName;
import org.gatehouse.values.Ip4Address;
import org.gatehouse.values.Ip4Interface;
import org.gatehouse.values.Ip6Address;
import org.gatehouse.values.Ip6Interface;
import org.gatehouse.values.IpAddress;
import org.gatehouse.values.MacAddress;

/** Messages of rtnetlink(7): how requests are written and answers read. Numbers are in the machine's byte order. */
final class NetlinkMessages {

  static final int GET_LINK = 18;
  static final int GET_ADDRESS = 22;
  static final int NEW_NEIGHBOUR = 28;
  static final int DELETE_NEIGHBOUR = 29;

  static final int REQUEST = 0x1;
  static final int ACK = 0x4;
  static final int REPLACE = 0x100;
  static final int DUMP = 0x300;
  static final int CREATE = 0x400;

  private static final int HEADER = 16;
  private static final int NEW_LINK = 16;
  private static final int NEW_ADDRESS = 20;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int DUMP_INTERRUPTED = 0x10;
  private static final int HAS_WORDS = 0x200;

  private static final int LINK_BODY = 16;
  private static final int LINK_MAC = 1;
  private static final int LINK_NAME = 3;
  private static final int UP = 0x1;
  private static final int RUNNING = 0x40;

  private static final int ADDRESS_BODY = 8;
  private static final int ADDRESS_PEER = 1;
  private static final int ADDRESS_LOCAL = 2;

  private static final int NEIGHBOUR_DESTINATION = 1;
  private static final int NEIGHBOUR_MAC = 2;
  private static final short REACHABLE = 2;

  private NetlinkMessages() {}

  /** What a request came to so far. */
  static final class Answer {
    private final Map<Integer, Link> links = new TreeMap<>();
    private final Map<Integer, List<Ip4Interface>> ip4 = new TreeMap<>();
    private final Map<Integer, List<Ip6Interface>> ip6 = new TreeMap<>();
    private boolean done;
    private boolean interrupted;
    private int errno;
    private String words = "";

    /** Prepares for the answer to a further request, whose results come on top. */
    void begin() {
      done = false;
    }

    boolean done() {
      return done;
    }

    /** Tells whether the table changed while it was read, so that it must be read again. */
    boolean interrupted() {
      return interrupted;
    }

    int errno() {
      return errno;
    }

    /** Returns what the kernel says about an error besides its number; often nothing. */
    String words() {
      return words;
    }

    List<Link> links() {
      List<Link> all = new ArrayList<>();
      for (Link link : links.values()) {
        all.add(new Link(link.index(), link.name(), link.mac(), link.up(), link.running(),
            ip4.getOrDefault(link.index(), List.of()), ip6.getOrDefault(link.index(), List.of())));
      }
      return List.copyOf(all);
    }
  }

  static byte[] dump(int type, int sequence) {
    ByteBuffer message = request(type, REQUEST | DUMP, sequence, LINK_BODY);
    message.position(HEADER + LINK_BODY);
    return finished(message);
  }

  static byte[] neighbour(int type, int flags, int sequence, int linkIndex, IpAddress address, Optional<MacAddress> mac) {
    ByteBuffer message = request(type, REQUEST | ACK | flags, sequence, 64);
    message.put((byte) (address instanceof Ip4Address ? Libc.AF_INET : Libc.AF_INET6));
    message.position(HEADER + 4);
    message.putInt(linkIndex).putShort(REACHABLE).putShort((short) 0);
    attribute(message, NEIGHBOUR_DESTINATION, address.toBytes());
    mac.ifPresent(m -> attribute(message, NEIGHBOUR_MAC, m.toBytes()));
    return finished(message);
  }

  private static ByteBuffer request(int type, int flags, int sequence, int room) {
    ByteBuffer message = ByteBuffer.allocate(HEADER + room).order(ByteOrder.nativeOrder());
    return message.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(0);
  }

  private static void attribute(ByteBuffer message, int type, byte[] value) {
    message.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    message.position((message.position() + 3) / 4 * 4);
  }

  private static byte[] finished(ByteBuffer message) {
    byte[] bytes = new byte[message.position()];
    message.putInt(0, bytes.length);
    message.get(0, bytes);
    return bytes;
  }

  /** Reads what one system call received; messages of other sequences and of unknown types are passed over. */
  static void read(ByteBuffer received, int sequence, Answer answer) {
    ByteBuffer in = received.duplicate().order(ByteOrder.nativeOrder());
    while (in.remaining() >= HEADER) {
      int start = in.position();
      int length = in.getInt(start);
      if (length < HEADER || length > in.remaining()) {
        return;
      }
      if (in.getInt(start + 8) == sequence) {
        message(in.slice(start, length).order(ByteOrder.nativeOrder()), answer);
      }
      in.position(Math.min(in.limit(), start + (length + 3) / 4 * 4));
    }
  }

  private static void message(ByteBuffer in, Answer answer) {
    int flags = in.getShort(6) & 0xffff;
    if ((flags & DUMP_INTERRUPTED) != 0) {
      answer.interrupted = true;
    }
    switch (in.getShort(4)) {
      case DONE -> answer.done = true;
      case ERROR -> error(in, flags, answer);
      case NEW_LINK -> link(in, answer);
      case NEW_ADDRESS -> address(in, answer);
      default -> { }
    }
  }

  private static void error(ByteBuffer in, int flags, Answer answer) {
    if (in.limit() < HEADER + 4) {
      return;
    }
    answer.done = true;
    answer.errno = -in.getInt(HEADER);
    if ((flags & HAS_WORDS) != 0) {
      byte[] words = attributes(in, HEADER + 4 + HEADER).get(1);
      if (words != null) {
        answer.words = text(words);
      }
    }
  }

  private static void link(ByteBuffer in, Answer answer) {
    if (in.limit() < HEADER + LINK_BODY) {
      return;
    }
    int index = in.getInt(HEADER + 4);
    int flags = in.getInt(HEADER + 8);
    Map<Integer, byte[]> attributes = attributes(in, HEADER + LINK_BODY);
    byte[] mac = attributes.get(LINK_MAC);
    byte[] name = attributes.get(LINK_NAME);
    if (name == null) {
      return;
    }
    Optional<MacAddress> address =
        mac != null && mac.length == 6 ? Optional.of(MacAddress.of(mac, 0)).filter(m -> m.bits() != 0) : Optional.empty();
    try {
      answer.links.put(index, new Link(index, InterfaceName.parse(text(name)), address,
          (flags & UP) != 0, (flags & RUNNING) != 0, List.of(), List.of()));
    } catch (IllegalArgumentException e) {
      // a name that nobody can write in a setting, so nobody asks for this link
    }
  }

  private static void address(ByteBuffer in, Answer answer) {
    if (in.limit() < HEADER + ADDRESS_BODY) {
      return;
    }
    int prefix = in.get(HEADER + 1) & 0xff;
    int index = in.getInt(HEADER + 4);
    Map<Integer, byte[]> attributes = attributes(in, HEADER + ADDRESS_BODY);
    byte[] bytes = attributes.getOrDefault(ADDRESS_LOCAL, attributes.get(ADDRESS_PEER));
    if (bytes == null) {
      return;
    }
    if (bytes.length == 4 && prefix <= 32) {
      answer.ip4.computeIfAbsent(index, i -> new ArrayList<>()).add(new Ip4Interface(Ip4Address.of(bytes, 0), prefix));
    } else if (bytes.length == 16 && prefix <= 128) {
      answer.ip6.computeIfAbsent(index, i -> new ArrayList<>()).add(new Ip6Interface(Ip6Address.of(bytes, 0), prefix));
    }
  }

  private static Map<Integer, byte[]> attributes(ByteBuffer in, int from) {
    Map<Integer, byte[]> attributes = new TreeMap<>();
    int at = from;
    while (at + 4 <= in.limit()) {
      int length = in.getShort(at) & 0xffff;
      if (length < 4 || at + length > in.limit()) {
        break;
      }
      byte[] value = new byte[length - 4];
      in.get(at + 4, value);
      attributes.put(in.getShort(at + 2) & 0x3fff, value);
      at += (length + 3) / 4 * 4;
    }
    return attributes;
  }

  private static String text(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
