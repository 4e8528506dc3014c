package org.gatehouse.web.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password as it is kept: hashed by Argon2id (RFC 9106) with 19 MiB, 2 passes and 1 lane, and
 * written as a PHC string. Nothing of Bouncy Castle is loaded until a password is hashed or checked.
 */
final class PasswordHash {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int MOST_MEMORY_KIB = 256 * 1024;
  private static final int MOST_PASSES = 10;
  private static final int MOST_LANES = 8;
  private static final Pattern PHC =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  private final int memoryKib;
  private final int passes;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.lanes = lanes;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a password; takes tens of milliseconds and 19 MiB. */
  static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, derive(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is not an Argon2id PHC string, or one that would cost too much to check
   */
  static PasswordHash parse(String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException("this is not a password hash that Gatehouse wrote");
    }
    int memoryKib = Integer.parseInt(parts.group(1));
    int passes = Integer.parseInt(parts.group(2));
    int lanes = Integer.parseInt(parts.group(3));
    if (lanes < 1 || lanes > MOST_LANES || passes < 1 || passes > MOST_PASSES || memoryKib < 8 * lanes || memoryKib > MOST_MEMORY_KIB) {
      throw new IllegalArgumentException("the password hash has parameters out of range");
    }
    Base64.Decoder decoder = Base64.getDecoder();
    return new PasswordHash(memoryKib, passes, lanes, decoder.decode(parts.group(4)), decoder.decode(parts.group(5)));
  }

  /** Tells whether this is the password; takes as long for a wrong one as for the right one. */
  boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, memoryKib, passes, lanes, salt, hash.length));
  }

  private static byte[] derive(String password, int memoryKib, int passes, int lanes, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] derived = new byte[length];
    generator.generateBytes(bytes(password), derived);
    return derived;
  }

  /** Returns one form of a text that can be typed in several: composed (NFC), without surrounding space. */
  private static byte[] bytes(String password) {
    return Normalizer.normalize(password.strip(), Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the PHC string. */
  @Override
  public String toString() {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes
        + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
  }
}
