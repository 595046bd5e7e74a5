package org.puppetporto;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.puppetporto.bridge.CoreVersion;
import org.puppetporto.bridge.ProviderDoor;
import org.puppetporto.cli.Cli;

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
    try (ProviderDoor door = new ProviderDoor(System.getenv(), CoreVersion.text(), line -> write(out, line),
        line -> System.err.println("porto-daemon: " + line))) {
      door.serve(new FileInputStream(FileDescriptor.in));
    }
  }

  private static void write(PrintStream out, String line) {
    out.print(line + "\n");
    out.flush();
  }
}
