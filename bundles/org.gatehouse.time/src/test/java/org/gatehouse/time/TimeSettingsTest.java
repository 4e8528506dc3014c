package org.gatehouse.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.gatehouse.values.Checked;
import org.gatehouse.values.Problem;
import org.junit.jupiter.api.Test;

final class TimeSettingsTest {

  private static List<String> refused(Map<String, Object> properties) {
    return TimeSettings.read(properties).problems().stream().map(Problem::property).sorted().toList();
  }

  @Test
  void defaultsWorkUntouched() {
    if (TimeSettings.read(Map.of()) instanceof Checked.Good<TimeSettings> good) {
      assertEquals(123, good.settings().port().number());
      assertEquals(0, good.settings().standaloneStratum());
      assertTrue(good.settings().enabled() && good.settings().servers().isEmpty() && good.settings().addresses().isEmpty());
    } else {
      throw new AssertionError();
    }
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertEquals(List.of("addresses", "disciplined.stratum", "port", "rate.burst", "servers", "standalone.stratum"),
        refused(Map.of("port", 0, "addresses", "300.1.1.1", "servers", "a..b", "standalone.stratum", 16,
            "disciplined.stratum", 0, "rate.burst", 0)));
    assertEquals(List.of("servers"), refused(Map.of("servers", "192.0.2.1,192.0.2.1:123")));
    assertEquals(List.of("servers"), refused(Map.of("servers", "192.168.1.1", "addresses", "192.168.1.1")));
    assertEquals(List.of("servers"), refused(Map.of("servers", "ntp.example.net:0")));
  }

  @Test
  void serversAreNamedInAnyForm() {
    assertEquals("192.0.2.1", TimeSource.parse("192.0.2.1").toString());
    assertEquals("192.0.2.1:1123", TimeSource.parse("192.0.2.1:1123").toString());
    assertEquals("2001:db8::1", TimeSource.parse("[2001:db8::1]:123").toString());
    assertEquals("2001:db8::1", TimeSource.parse("2001:db8::1").toString());
    assertEquals("0.pool.ntp.org", TimeSource.parse("0.pool.ntp.org").toString());
    assertEquals("ntp.example.net:1123", TimeSource.parse("ntp.example.net:1123").toString());
  }
}
