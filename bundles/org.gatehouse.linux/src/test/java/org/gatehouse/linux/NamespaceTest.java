package org.gatehouse.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class NamespaceTest {

  /** As an ordinary user where user namespaces are allowed, else as root. */
  private static final List<List<String>> WAYS = List.of(
      List.of("unshare", "--user", "--map-root-user", "--net", "--"), List.of("unshare", "--net", "--"));

  @Test
  void theKernelDoesInANamespaceWhatIsSaidOfIt() throws Exception {
    List<List<String>> ways = WAYS.stream().filter(NamespaceTest::works).toList();
    assumeTrue(!ways.isEmpty(), "no namespaces here");
    List<String> command = new ArrayList<>(ways.getFirst());
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        InNamespace.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), "UTF-8");
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
    assertEquals(0, process.exitValue(), output);
    assertEquals("all well", output.strip());
  }

  private static boolean works(List<String> way) {
    List<String> command = new ArrayList<>(way);
    command.addAll(List.of("ip", "link"));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
