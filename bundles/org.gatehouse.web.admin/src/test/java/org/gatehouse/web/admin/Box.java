package org.gatehouse.web.admin;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.felix.framework.FrameworkFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** A framework with the web server, the system console, the health checks and this bundle, on a free port of loopback. */
final class Box implements AutoCloseable {

  private static final List<String> BUNDLES = List.of(
      "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.log",
      "org.apache.felix.configadmin", "org.apache.felix.metatype", "org.apache.felix.scr", "org.apache.felix.eventadmin",
      "org.apache.felix.inventory", "org.apache.felix.http.servlet-api", "org.apache.felix.http.wrappers", "commons-io",
      "commons-fileupload", "encoder", "org.apache.felix.http.jetty12", "org.apache.felix.webconsole",
      "org.apache.felix.healthcheck.api", "org.apache.felix.healthcheck.core", "bcprov-jdk18on");
  private static final List<String> OWN = List.of(
      "org.gatehouse.values", "org.gatehouse.machine", "org.gatehouse.office.api", "org.gatehouse.network.api", "org.gatehouse.web.admin");

  private final Framework framework;
  private final BundleContext context;
  private final int port;

  private Box(Framework framework, int port) {
    this.framework = framework;
    this.context = framework.getBundleContext();
    this.port = port;
  }

  /** Starts everything below a folder, with further settings of this bundle. */
  static Box start(Path home) throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("org.osgi.framework.storage", home.resolve("cache").toString());
    properties.put("org.osgi.framework.storage.clean", "onFirstInit");
    properties.put("gatehouse.home", home.toString());
    properties.put("felix.webconsole.security.providers", "gatehouse");
    properties.put("org.apache.felix.http.require.config", "true");
    properties.put("org.apache.felix.http.host", "127.0.0.1");
    properties.put("org.osgi.framework.system.packages.extra",
        "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20,"
            + "org.slf4j;version=1.7.36,org.slf4j.helpers;version=1.7.36,org.slf4j.spi;version=1.7.36");
    Framework framework = new FrameworkFactory().newFramework(properties);
    framework.init();
    List<Bundle> installed = new ArrayList<>();
    for (String artifact : BUNDLES) {
      installed.add(framework.getBundleContext().installBundle("reference:" + library(artifact)));
    }
    for (String module : OWN) {
      installed.add(framework.getBundleContext().installBundle("reference:" + module(module)));
    }
    framework.start();
    for (Bundle bundle : installed) {
      bundle.start();
    }
    configure(framework.getBundleContext(), "org.apache.felix.http", Map.of("org.osgi.service.http.port", 0));
    return new Box(framework, port(framework.getBundleContext()));
  }

  private static URI library(String artifact) {
    return find("/" + artifact + "-");
  }

  private static URI module(String name) {
    return find("/" + name + "/target/");
  }

  private static URI find(String part) {
    String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(entry -> entry.contains(part) && !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
        .map(entry -> new File(entry).toURI())
        .findFirst()
        .orElseThrow(() -> new AssertionError(part + " is not on the class path"));
  }

  private static int port(BundleContext context) throws Exception {
    String filter = "(&(objectClass=org.osgi.service.servlet.runtime.HttpServiceRuntime)(osgi.http.endpoint=http*))";
    ServiceReference<?> runtime = waitFor(context, filter);
    String endpoint = ((String[]) Objects.requireNonNull(runtime.getProperty("osgi.http.endpoint")))[0];
    return URI.create(endpoint).getPort();
  }

  /** Waits for a service; a test fails if it does not come. */
  static ServiceReference<?> waitFor(BundleContext context, String filter) throws InterruptedException, InvalidSyntaxException {
    ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, context.createFilter(filter), null);
    tracker.open(true);
    try {
      if (tracker.waitForService(20_000) == null) {
        throw new AssertionError("no service " + filter);
      }
      return Objects.requireNonNull(tracker.getServiceReference());
    } finally {
      tracker.close();
    }
  }

  /** Changes a configuration; what it configures follows in its own time. */
  static void configure(BundleContext context, String pid, Map<String, Object> properties) throws Exception {
    ServiceReference<?> reference = waitFor(context, "(objectClass=org.osgi.service.cm.ConfigurationAdmin)");
    Object admin = Objects.requireNonNull(context.getService(reference));
    Object configuration = invoke(admin, "org.osgi.service.cm.ConfigurationAdmin", "getConfiguration",
        new Class<?>[] {String.class, String.class}, pid, null);
    Dictionary<String, Object> dictionary = new Hashtable<>(properties);
    invoke(configuration, "org.osgi.service.cm.Configuration", "update", new Class<?>[] {Dictionary.class}, dictionary);
  }

  private static Object invoke(Object target, String type, String method, Class<?>[] types, @Nullable Object... arguments)
      throws ReflectiveOperationException {
    return target.getClass().getClassLoader().loadClass(type).getMethod(method, types).invoke(target, arguments);
  }

  BundleContext context() {
    return context;
  }

  int port() {
    return port;
  }

  /** Waits until the system console serves its pages. */
  void waitForConsole() throws Exception {
    waitFor(context, "(&(objectClass=jakarta.servlet.Servlet)(service.bundleid="
        + bundle("org.apache.felix.webconsole").getBundleId() + "))");
  }

  /** Waits until this bundle serves its pages. */
  void waitForPages() throws Exception {
    long id = bundle("org.gatehouse.web.admin").getBundleId();
    waitFor(context, "(&(objectClass=jakarta.servlet.Servlet)(service.bundleid=" + id + "))");
    waitFor(context, "(&(objectClass=org.osgi.service.servlet.whiteboard.Preprocessor)(service.bundleid=" + id + "))");
  }

  Bundle bundle(String symbolicName) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  /** Calls admin:password as the shell would. */
  String command(String... arguments) throws Exception {
    Object commands = Objects.requireNonNull(context.getService(waitFor(context, "(osgi.command.scope=admin)")));
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    return (String) commands.getClass().getMethod("password", types).invoke(commands, (Object[]) arguments);
  }

  /** Sends bytes as they are and returns all of the answer. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() throws BundleException, InterruptedException {
    framework.stop();
    framework.waitForStop(20_000);
  }
}
