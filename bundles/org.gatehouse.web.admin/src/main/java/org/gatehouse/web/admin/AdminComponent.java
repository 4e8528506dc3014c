package org.gatehouse.web.admin;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.gatehouse.network.api.Network;
import org.gatehouse.office.api.OfficeView;
import org.gatehouse.office.api.SettingsCheck;
import org.gatehouse.values.Checked;
import org.gatehouse.values.Problem;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.LoggerFactory;

/** Holds the {@link Door} for the servlets and guards of this bundle, and makes the first password. */
@Component(
    configurationPid = AdminSettings.PID,
    service = {AdminComponent.class, SettingsCheck.class, HealthCheck.class},
    property = {HealthCheck.NAME + "=Administration", HealthCheck.TAGS + "=web"})
@Designate(ocd = AdminConfig.class)
public final class AdminComponent implements SettingsCheck, HealthCheck {

  private final AdminLog log = new AdminLog(LoggerFactory.getLogger(AdminComponent.class));
  private final SecureRandom random = new SecureRandom();
  private final Door door;
  private final @Nullable Thread firstPassword;
  private volatile AdminSettings settings = AdminSettings.DEFAULTS;
  private volatile List<Problem> refused = List.of();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable Network network;

  /** Starts with the configuration as it is; a first password is made and hashed beside the start. */
  @Activate
  public AdminComponent(BundleContext context, Map<String, Object> properties) {
    modified(properties);
    String home = Optional.ofNullable(context.getProperty("gatehouse.home")).orElse(".");
    door = new Door(
        new PasswordFile(Path.of(home, "data", AdminSettings.PID)),
        random,
        InstantSource.system(),
        () -> settings,
        () -> Optional.ofNullable(network).map(Network::state),
        log);
    firstPassword = switch (door.password()) {
      case PasswordFile.Kept kept -> null;
      case PasswordFile.Missing missing -> Thread.ofVirtual().name("first password").start(this::makeFirstPassword);
      case PasswordFile.Unusable unusable -> {
        log.passwordUnusable(unusable.reason());
        yield null;
      }
    };
  }

  private void makeFirstPassword() {
    String password = NewPassword.make(random);
    try {
      door.setPassword(password);
      log.passwordMade();
    } catch (IOException e) {
      log.passwordNotKept(e);
    }
  }

  @Modified
  void modified(Map<String, Object> properties) {
    switch (AdminSettings.read(properties)) {
      case Checked.Refused<AdminSettings> bad -> {
        refused = bad.problems();
        refused.forEach(log::refused);
      }
      case Checked.Good<AdminSettings> good -> {
        refused = List.of();
        settings = good.settings();
      }
    }
  }

  @Deactivate
  void deactivate() throws InterruptedException {
    if (firstPassword != null) {
      firstPassword.join();
    }
  }

  /** Returns the sign-in. */
  Door door() {
    return door;
  }

  /** Returns what the office calls itself. */
  String office() {
    Network present = network;
    return present == null ? "This office" : present.state().domain().text();
  }

  /** Returns what is in force of the office's configuration; "" while nobody knows. */
  String revision() {
    return "";
  }

  /** Sets the password, or makes one if none is given; returns the one that is now in force. */
  String setPassword(Optional<String> chosen) throws IOException {
    String password = chosen.map(String::strip).orElseGet(() -> NewPassword.make(random));
    door.setPassword(password);
    log.passwordSet();
    return password;
  }

  @Override
  public List<Problem> check(OfficeView draft) {
    return AdminSettings.read(draft.properties(AdminSettings.PID)).problems();
  }

  @Override
  public Result execute() {
    FormattingResultLog result = new FormattingResultLog();
    refused.forEach(problem -> result.warn("Refused: {}", problem));
    switch (door.password()) {
      case PasswordFile.Kept kept -> result.info("The administration asks for a password.");
      case PasswordFile.Missing missing -> result.critical(
          "There is no password yet, so nobody can sign in. Set one with admin:password in the shell, and check that the disk can be written.");
      case PasswordFile.Unusable unusable -> result.critical(
          "Nobody can sign in: {}. Set a new password with admin:password in the shell.", unusable.reason());
    }
    return new Result(result);
  }
}
