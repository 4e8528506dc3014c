package org.gatehouse.web.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table of decisions. */
final class GuardTest {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1", "admin.office.lan", "192.168.1.1");

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
    // what is asked for          | headers                                              | signed in | decision
    "GET /                        | Host=localhost:8080                                  | no  | sign in",
    "GET /                        | Host=localhost:8080                                  | yes | pass",
    "HEAD /system/console         | Host=localhost:8080                                  | no  | sign in",
    "GET /system/console/bundles  | Host=192.168.1.1:8080                                | yes | pass",
    "GET /sign-in                 | Host=127.0.0.1                                       | no  | pass",
    "GET /sign-in/                | Host=127.0.0.1                                       | no  | sign in",
    "GET /sign-in;a=b             | Host=127.0.0.1                                       | no  | sign in",
    "GET /Sign-in                 | Host=127.0.0.1                                       | no  | sign in",
    "GET //sign-in                | Host=127.0.0.1                                       | no  | sign in",
    "GET /health                  | Host=127.0.0.1                                       | no  | pass",
    "GET /health/../system        | Host=127.0.0.1                                       | no  | sign in",
    "GET /gatehouse.css           | Host=[::1]:8080                                      | no  | pass",
    "GET /anything                | Host=admin.office.lan:8080                           | no  | sign in",
    "GET /anything                | Host=ADMIN.Office.LAN.                               | no  | sign in",
    // names
    "GET /sign-in                 | -                                                    | no  | 421",
    "GET /sign-in                 | Host=                                                | no  | 421",
    "GET /sign-in                 | Host=evil.example                                    | no  | 421",
    "GET /                        | Host=evil.example:8080                               | yes | 421",
    "GET /                        | Host=www.office.lan                                  | yes | 421",
    "GET /                        | Host=localhost.evil.example                          | yes | 421",
    "GET /                        | Host=localhost:80:80                                 | yes | 421",
    "GET /                        | Host=[::1                                            | yes | 421",
    "GET /                        | Host=a@localhost                                     | yes | 421",
    "GET /                        | Host=10.0.0.9                                        | yes | pass",
    "GET /                        | Host=10.0.0.8                                        | yes | 421",
    // methods
    "OPTIONS /                    | Host=localhost                                       | yes | 405",
    "TRACE /sign-in               | Host=localhost                                       | no  | 405",
    "get /sign-in                 | Host=localhost                                       | no  | 405",
    // writing
    "POST /sign-in                | Host=localhost:1 Origin=http://localhost:1           | no  | pass",
    "POST /sign-in                | Host=localhost:1 Origin=http://localhost:2           | no  | 403",
    "POST /sign-in                | Host=localhost:1 Origin=https://localhost:1          | no  | 403",
    "POST /sign-in                | Host=localhost:1 Origin=null                         | no  | 403",
    "POST /sign-in                | Host=localhost:1                                     | no  | 403",
    "POST /sign-in                | Host=localhost:1 Referer=http://localhost:1/sign-in  | no  | pass",
    "POST /sign-in                | Host=localhost:1 Referer=http://localhost:10/sign-in | no  | 403",
    "POST /sign-in                | Host=localhost:1 Referer=http://localhost:1@evil/    | no  | 403",
    "POST /sign-in                | Host=localhost:1 Referer=nonsense^                   | no  | 403",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=same-origin          | yes | pass",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=same-origin          | no  | 401",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=same-site            | yes | 403",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=cross-site           | yes | 403",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=none                 | yes | 403",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=what                 | yes | 403",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=same-origin Origin=http://evil | yes | 403",
    "POST /a                      | Host=localhost:1 Sec-Fetch-Site=cross-site Origin=http://localhost:1 | yes | 403",
    "DELETE /a                    | Host=localhost:1 Origin=http://localhost:1           | yes | pass",
    "PUT /a                       | Host=localhost:1                                     | yes | 403",
    "PATCH /a                     | Host=localhost:1 Origin=http://evil                  | yes | 403",
    // reading that changes something
    "GET /system/console/x?post=true    | Host=localhost:1                               | yes | 403",
    "GET /system/console/x?a=1&%70ost=1 | Host=localhost:1                               | yes | 403",
    "GET /system/console/x?a=1;action=1 | Host=localhost:1                               | yes | 403",
    "GET /system/console/x?%zz=1        | Host=localhost:1                               | yes | 403",
    "HEAD /system/console/x?post=true   | Host=localhost:1                               | yes | 403",
    "GET /system/console/x?post=true    | Host=localhost:1 Sec-Fetch-Site=same-origin    | yes | pass",
    "GET /system/console/x?post=true    | Host=localhost:1 Sec-Fetch-Site=same-origin    | no  | 401",
    "GET /system/console/logout         | Host=localhost:1                               | yes | 403",
    "GET /system/console/x?poster=true  | Host=localhost:1                               | yes | pass",
    // links from elsewhere
    "GET /system/console/bundles        | Host=localhost:1 Sec-Fetch-Site=cross-site     | yes | home",
    "GET /system/console/bundles        | Host=localhost:1 Sec-Fetch-Site=same-site      | yes | home",
    "GET /system/console/bundles        | Host=localhost:1 Referer=http://evil.example/  | yes | home",
    "GET /system/console/bundles        | Host=localhost:1 Sec-Fetch-Site=none           | yes | pass",
    "GET /                              | Host=localhost:1 Sec-Fetch-Site=cross-site     | yes | pass",
    "GET /system/console/bundles        | Host=localhost:1 Sec-Fetch-Site=cross-site     | no  | sign in",
  })
  void decides(String line, String headers, String signedIn, String decision) {
    String target = line.split(" ")[1];
    Asked asked = new Asked(
        line.split(" ")[0],
        target.split("\\?")[0],
        target.contains("?") ? target.split("\\?", 2)[1] : "",
        false,
        header(headers, "Host"),
        "10.0.0.9",
        header(headers, "Origin"),
        header(headers, "Referer"),
        header(headers, "Sec-Fetch-Site"));
    assertEquals(decision, words(Guard.judge(asked, NAMES, signedIn.equals("yes"))));
  }

  private static Optional<String> header(@org.jspecify.annotations.Nullable String headers, String name) {
    return headers == null
        ? Optional.empty()
        : Arrays.stream(headers.strip().split(" ")).filter(h -> h.startsWith(name + "=")).map(h -> h.substring(name.length() + 1)).findFirst();
  }

  private static String words(Guard.Verdict verdict) {
    return switch (verdict) {
      case Guard.Pass pass -> "pass";
      case Guard.SignInFirst first -> "sign in";
      case Guard.ToHome home -> "home";
      case Guard.TurnAway away -> String.valueOf(away.status());
    };
  }
}
