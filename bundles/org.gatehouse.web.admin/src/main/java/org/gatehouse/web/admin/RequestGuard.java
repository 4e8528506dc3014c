package org.gatehouse.web.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.Preprocessor;

/** Stands before every servlet of the HTTP service, whoever registered it (Compendium §140.10). */
@Component(service = Preprocessor.class)
public final class RequestGuard implements Preprocessor {

  private final Door door;

  /** Guards the door of this bundle. */
  @Activate
  public RequestGuard(@Reference AdminComponent admin) {
    door = admin.door();
  }

  @Override
  public void doFilter(ServletRequest plainRequest, ServletResponse plainResponse, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) plainRequest;
    HttpServletResponse response = (HttpServletResponse) plainResponse;
    Headers.addTo(request, response);
    switch (door.judge(request)) {
      case Guard.Pass pass -> chain.doFilter(request, response);
      case Guard.ToHome home -> redirect(response, Paths.HOME);
      case Guard.SignInFirst first -> redirect(response, Paths.SIGN_IN
          + (first.thenTo().equals(Paths.HOME) ? "" : "?to=" + URLEncoder.encode(first.thenTo(), StandardCharsets.UTF_8)));
      case Guard.TurnAway away -> {
        response.setStatus(away.status());
        Page.write(response, Page.notice("Not here", away.sentence()));
      }
    }
  }

  private static void redirect(HttpServletResponse response, String to) {
    response.setStatus(303);
    response.setHeader("Location", to);
  }
}
