package org.gatehouse.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PasswordTest {

  private static final String CHEAP = "$argon2id$v=19$m=64,t=1,p=1$";

  private final SecureRandom random = new SecureRandom();
  @TempDir private Path folder;

  @Test
  void onlyTheRightPasswordMatches() {
    PasswordHash hash = PasswordHash.of("four unrelated words", random);
    assertTrue(hash.matches("four unrelated words"));
    assertTrue(hash.matches(" four unrelated words \n"));
    assertFalse(hash.matches("four unrelated word"));
    assertFalse(hash.matches(""));
  }

  @Test
  void oneTextTypedInTwoFormsIsOnePassword() {
    assertTrue(PasswordHash.of("Bürogebäude", random).matches("Bu\u0308rogeba\u0308ude"));
  }

  @Test
  void theSamePasswordIsNeverTheSameHash() {
    assertNotEquals(PasswordHash.of("x", random).toString(), PasswordHash.of("x", random).toString());
  }

  @Test
  void isWrittenAsAPhcStringAndReadBack() {
    PasswordHash hash = PasswordHash.of("x", random);
    assertTrue(hash.toString().matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash.toString());
    assertEquals(hash.toString(), PasswordHash.parse(hash.toString()).toString());
    assertTrue(PasswordHash.parse(hash.toString()).matches("x"));
  }

  /** The hash of "password" with the salt "somesalt", as the reference implementation of Argon2 gives it. */
  @Test
  void agreesWithTheReferenceImplementation() {
    assertTrue(PasswordHash.parse("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4").matches("password"));
  }

  @Test
  void aHashThatIsNotOursOrCostsTooMuchIsRefused() {
    for (String bad : new String[] {
      "", "x", "$2b$12$abcdefghijklmnopqrstuv", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      CHEAP, CHEAP + "c29tZXNhbHQ$short", "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      "$argon2id$v=19$m=64,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      "$argon2id$v=19$m=64,t=1,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
      "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
    }) {
      assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(bad), bad);
    }
  }

  @Test
  void readingNeverThrowsAnythingElse() {
    long seed = System.nanoTime();
    Random fuzz = new Random(seed);
    String good = CHEAP + "c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int j = fuzz.nextInt(4); j >= 0; j--) {
        text.setCharAt(fuzz.nextInt(text.length()), (char) fuzz.nextInt(0x21, 0x7f));
      }
      try {
        PasswordHash.parse(text.toString());
      } catch (IllegalArgumentException e) {
        continue;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
  }

  @Test
  void madePasswordsCanBeReadOffAScreen() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String password = NewPassword.make(random);
      assertTrue(password.matches("([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}"), password);
      assertTrue(NewPassword.fault(password).isEmpty());
      made.add(password);
    }
    assertEquals(1000, made.size());
  }

  @Test
  void weakPasswordsAreRefusedWithARemedy() {
    for (String weak : new String[] {"", "admin", "elevenchars", "aaaaaaaaaaaaaaaaaaaa", "ababababababab", "            x"}) {
      assertTrue(NewPassword.fault(weak).orElseThrow().endsWith("."), weak);
    }
    assertTrue(NewPassword.fault("twelve chars").isEmpty());
    assertTrue(NewPassword.fault("abcdef".repeat(34)).isPresent());
  }

  @Test
  void theFileIsMissingThenKeptThenReplacedAsAWhole() throws Exception {
    PasswordFile file = new PasswordFile(folder.resolve("data"));
    assertInstanceOf(PasswordFile.Missing.class, file.read());
    file.write(PasswordHash.of("first", random));
    file.write(PasswordHash.of("second", random));
    assertTrue(assertInstanceOf(PasswordFile.Kept.class, file.read()).hash().matches("second"));
    try (var files = Files.list(folder.resolve("data"))) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aLeftOverFromAWriteThatWasCutOffDoesNoHarm() throws Exception {
    PasswordFile file = new PasswordFile(folder);
    Files.writeString(folder.resolve("admin.password.new"), "$argon2");
    assertInstanceOf(PasswordFile.Missing.class, file.read());
    file.write(PasswordHash.of("x", random));
    assertInstanceOf(PasswordFile.Kept.class, file.read());
  }

  @Test
  void aDamagedFileIsUnusableAndNotMissing() throws IOException {
    PasswordFile file = new PasswordFile(folder);
    Path path = folder.resolve("admin.password");
    for (String content : new String[] {"", "\n", "$argon2id$v=19$m=64", "x".repeat(2000), "\u00ff\u00fe"}) {
      Files.writeString(path, content);
      PasswordFile.Unusable unusable = assertInstanceOf(PasswordFile.Unusable.class, file.read());
      assertTrue(unusable.reason().contains("admin.password"), unusable.reason());
    }
    Files.delete(path);
    Files.createDirectory(path);
    assertInstanceOf(PasswordFile.Unusable.class, file.read());
    Files.delete(path);
    Files.createSymbolicLink(path, folder.resolve("nowhere"));
    assertInstanceOf(PasswordFile.Unusable.class, file.read());
  }
}
