package org.gatehouse.web.admin;

import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The administration's commands in the shell. */
@Component(service = AdminCommands.class, property = {"osgi.command.scope=admin", "osgi.command.function=password"})
public final class AdminCommands {

  private final AdminComponent admin;

  /** Speaks for the component of this bundle. */
  @Activate
  public AdminCommands(@Reference AdminComponent admin) {
    this.admin = admin;
  }

  /** Makes a new password for the user admin and shows it; everybody has to sign in again. */
  public String password() throws IOException {
    return "The password of the user admin is now " + admin.setPassword(Optional.empty())
        + "\nIt is shown only here. Everybody has to sign in again.";
  }

  /** Sets the password of the user admin; everybody has to sign in again. */
  public String password(String chosen) throws IOException {
    Optional<String> fault = NewPassword.fault(chosen);
    if (fault.isPresent()) {
      return fault.get() + " The password was not changed.";
    }
    admin.setPassword(Optional.of(chosen));
    return "The password of the user admin was changed. Everybody has to sign in again.";
  }
}
