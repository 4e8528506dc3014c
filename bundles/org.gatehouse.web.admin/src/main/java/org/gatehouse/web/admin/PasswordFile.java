package org.gatehouse.web.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that keeps the hash of the administrator's password; its owner alone may read it. */
final class PasswordFile {

  private static final int LONGEST = 1024;

  private final Path file;

  PasswordFile(Path folder) {
    file = folder.resolve("admin.password");
  }

  /** What the file holds. */
  sealed interface Content {}

  /** There is no file: nobody has a password yet. */
  record Missing() implements Content {}

  /** A hash to check passwords against. */
  record Kept(PasswordHash hash) implements Content {}

  /**
   * There is a file and it cannot be used, so that nobody can sign in.
   *
   * @param reason what is wrong with it, to stand within a sentence
   */
  record Unusable(String reason) implements Content {}

  /** Reads the file. Only a file that truly is not there counts as missing. */
  Content read() {
    try {
      if (Files.size(file) > LONGEST) {
        return new Unusable("the password file " + file + " is too long");
      }
      return new Kept(PasswordHash.parse(Files.readString(file, StandardCharsets.US_ASCII).strip()));
    } catch (NoSuchFileException e) {
      return Files.isSymbolicLink(file) ? new Unusable("the password file " + file + " leads nowhere") : new Missing();
    } catch (IOException e) {
      return new Unusable("the password file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    } catch (IllegalArgumentException e) {
      return new Unusable("the password file " + file + " is damaged");
    }
  }

  /** Replaces the file as a whole, on the disk before this returns. */
  void write(PasswordHash hash) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path next = folder.resolve("admin.password.new");
    Files.deleteIfExists(next);
    try (FileChannel channel =
        FileChannel.open(
            next,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap((hash + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
