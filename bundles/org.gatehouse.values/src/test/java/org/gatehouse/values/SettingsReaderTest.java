package org.gatehouse.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettingsReaderTest {

  @interface Config {
    int port() default 53;

    String lan_address() default "192.168.1.1";

    boolean hide$_$names() default false;

    String gateway() default "";

    String[] listen() default {"127.0.0.1"};

    String mode() default "lan-only";
  }

  enum Mode {
    LAN_ONLY,
    ROUTER
  }

  private static SettingsReader reader(Map<String, ?> given) {
    return new SettingsReader("test.pid", Config.class, given);
  }

  @Test
  void takesDefaultsFromTheAnnotation() {
    SettingsReader in = reader(Map.of("service.pid", "x", "component.id", 7L, ":configurator:version", "1"));
    assertEquals(53, in.number("port", 1, 65535));
    assertEquals("192.168.1.1", in.value("lan.address", Ip4Address::parse).toString());
    assertEquals(false, in.flag("hide-names"));
    assertEquals(Optional.empty(), in.optional("gateway", Ip4Address::parse));
    assertEquals(List.of(Ip4Address.LOOPBACK), in.list("listen", Ip4Address::parse));
    assertInstanceOf(Checked.Good.class, in.checked(() -> "good"));
  }

  @Test
  void takesWhatEveryEditorOfConfigurationWrites() {
    assertEquals(1053, reader(Map.of("port", 1053L)).number("port", 1, 65535));
    assertEquals(1053, reader(Map.of("port", " 1053 ")).number("port", 1, 65535));
    assertEquals(true, reader(Map.of("hide-names", "true")).flag("hide-names"));
    for (Object list : List.of("10.0.0.1, 10.0.0.2", List.of("10.0.0.1", "10.0.0.2"), new String[] {"10.0.0.1", "10.0.0.2"})) {
      assertEquals(2, reader(Map.of("listen", list)).list("listen", Ip4Address::parse).size());
    }
    assertEquals(List.of(), reader(Map.of("listen", "")).list("listen", Ip4Address::parse));
    assertEquals(Mode.ROUTER, reader(Map.of("mode", "router")).choice("mode", Mode.class));
  }

  @Test
  void findsEveryProblemInOnePass() {
    SettingsReader in = reader(Map.of("port", "70000", "lan.address", "1.2.3", "hide-names", "yes", "listen", "10.0.0.1,x", "mode", "bridge", "prot", 1));
    assertEquals(53, in.number("port", 1, 65535));
    assertEquals("192.168.1.1", in.value("lan.address", Ip4Address::parse).toString());
    in.flag("hide-names");
    assertEquals(1, in.list("listen", Ip4Address::parse).size());
    assertEquals(Mode.LAN_ONLY, in.choice("mode", Mode.class));
    List<Problem> problems = in.checked(() -> "never").problems();
    assertEquals(List.of("hide-names", "lan.address", "listen", "mode", "port", "prot"),
        problems.stream().map(Problem::property).sorted().toList());
    assertTrue(problems.stream().allMatch(p -> p.remedy().endsWith(".") && p.pid().equals("test.pid")), problems.toString());
  }

  @Test
  void aSettingThatTheAnnotationDoesNotHaveIsOurMistake() {
    assertThrows(IllegalArgumentException.class, () -> reader(Map.of()).text("nothing"));
  }
}
