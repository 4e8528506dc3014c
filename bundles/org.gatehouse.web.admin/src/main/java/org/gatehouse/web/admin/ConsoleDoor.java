package org.gatehouse.web.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The sign-in as the system console asks for it, so that the console's own user and password are
 * never consulted. The framework property felix.webconsole.security.providers names this provider;
 * the console is not there while it is not. The console asks behind {@link RequestGuard}; asking the
 * same questions again here keeps it shut should that ever fail to stand before it.
 */
@Component(service = SecurityProvider.class, property = SecurityProvider.PROPERTY_ID + "=gatehouse")
public final class ConsoleDoor implements SecurityProvider {

  private final Door door;

  /** Asks the door of this bundle. */
  @Activate
  public ConsoleDoor(@Reference AdminComponent admin) {
    door = admin.door();
  }

  @Override
  public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
    if (door.judge(request) instanceof Guard.Pass && door.isSignedIn(request)) {
      return Door.USER;
    }
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    return null;
  }

  @Override
  public boolean authorize(Object user, String role) {
    return user.equals(Door.USER);
  }

  @Override
  public void logout(HttpServletRequest request, HttpServletResponse response) {
    door.signOut(request, response);
  }
}
