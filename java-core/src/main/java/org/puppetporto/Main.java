package org.puppetporto;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.puppetporto.bridge.BridgeServer;
import org.puppetporto.cli.Cli;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.sink.Reports;

/** The core's entry. The bridge is served straight from here: a Puppet run waits for it. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 1 && args[0].equals("bridge")) {
      bridge();
      return;
    }
    System.exit(Cli.run(args));
  }

  /** Standard output carries the protocol alone; whatever else is printed goes to standard error. */
  private static void bridge() throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Map<String, String> environment = System.getenv();
    Reports reports = Reports.of(HostPaths.from(environment), line -> System.err.println("porto-daemon: " + line));
    try (Engine engine = Engine.open(environment, new StartReadiness(), reports.actions())) {
      new BridgeServer(engine, version(), line -> write(out, line)).serve(new FileInputStream(FileDescriptor.in));
      reports.report(engine);
    }
  }

  private static void write(PrintStream out, String line) {
    out.print(line + "\n");
    out.flush();
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
