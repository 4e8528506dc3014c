package org.gatehouse.dns.resolver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds DNS messages by hand, right or wrong, for tests. */
final class Packets {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> ttlOffsets = new ArrayList<>();
  private final int[] counts = new int[4];
  private int id;
  private int flags;

  static Packets query(int id, String name, int type) {
    return new Packets(id, 0x0100).question(name, type);
  }

  static Packets response(int id, String name, int type) {
    return new Packets(id, 0x8180).question(name, type);
  }

  private Packets(int id, int flags) {
    this.id = id;
    this.flags = flags;
  }

  Packets id(int newId) {
    id = newId;
    return this;
  }

  Packets flags(int newFlags) {
    flags = newFlags;
    return this;
  }

  Packets rcode(int rcode) {
    flags = flags & ~0xf | rcode;
    return this;
  }

  Packets question(String name, int type) {
    counts[0]++;
    out.writeBytes(name(name));
    two(type);
    two(1);
    return this;
  }

  Packets answer(String name, int type, long ttl, byte[] data) {
    return record(1, name, type, ttl, data);
  }

  Packets authority(String name, int type, long ttl, byte[] data) {
    return record(2, name, type, ttl, data);
  }

  Packets additional(String name, int type, long ttl, byte[] data) {
    return record(3, name, type, ttl, data);
  }

  Packets opt(int payload, boolean dnssecOk) {
    counts[3]++;
    out.write(0);
    two(Types.OPT);
    two(payload);
    two(0);
    two(dnssecOk ? 0x8000 : 0);
    two(0);
    return this;
  }

  private Packets record(int section, String name, int type, long ttl, byte[] data) {
    counts[section]++;
    out.writeBytes(name(name));
    two(type);
    two(1);
    ttlOffsets.add(12 + out.size());
    two((int) (ttl >>> 16));
    two((int) ttl);
    two(data.length);
    out.writeBytes(data);
    return this;
  }

  private void two(int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  byte[] bytes() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (int value : new int[] {id, flags, counts[0], counts[1], counts[2], counts[3]}) {
      message.write(value >>> 8);
      message.write(value);
    }
    message.writeBytes(out.toByteArray());
    return message.toByteArray();
  }

  int[] ttlOffsets() {
    return ttlOffsets.stream().mapToInt(Integer::intValue).toArray();
  }

  static byte[] name(String text) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    if (!text.equals(".") && !text.isEmpty()) {
      for (String label : text.split("\\.")) {
        name.write(label.length());
        name.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
      }
    }
    name.write(0);
    return name.toByteArray();
  }

  static byte[] ip(String text) {
    return org.gatehouse.values.IpAddress.parse(text).toBytes();
  }

  static byte[] soa(String zone, long minimum) {
    ByteArrayOutputStream soa = new ByteArrayOutputStream();
    soa.writeBytes(name("ns." + zone));
    soa.writeBytes(name("hostmaster." + zone));
    for (long value : new long[] {1, 3600, 600, 86400, minimum}) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        soa.write((int) (value >>> shift));
      }
    }
    return soa.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
