package org.puppetporto.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.puppetporto.cli.terminal.Descriptor;
import org.puppetporto.cli.terminal.Pipe;
import org.puppetporto.cli.terminal.Pty;
import org.puppetporto.cli.terminal.RawMode;
import org.puppetporto.porto.ChildCommand;
import org.puppetporto.porto.ChildResult;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.spec.Names;

/**
 * A command run inside a daemon's container, in a weak child of it, with our standard streams or our terminal
 * as its own. Portod opens the other ends of what we hold by number, so any kind of stream will do.
 */
final class Inside {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int SIGNALLED = 128;
  private static final int KILLED = 9;
  private static final int OUT_OF_MEMORY = -99;

  private final Host host;
  private final Console console;
  private final String name;
  private final Optional<String> user;

  /** @param user whose the process is to be; the daemon's own when empty */
  Inside(Host host, Console console, String name, Optional<String> user) {
    this.host = host;
    this.console = console;
    this.name = name;
    this.user = user;
  }

  /**
   * Runs it to its end.
   *
   * @return its exit code; 128 and the signal's number when one ended it, as shells have it
   */
  int run(List<String> argv, boolean terminal) throws PortoException, IOException, CommandFailure {
    if (!Names.isValid(name)) {
      // Porto would take "self" for the whole host.
      throw new UsageFailure(Names.objection(name));
    }
    return terminal ? onTerminal(argv) : overPipes(argv);
  }

  private int onTerminal(List<String> argv) throws PortoException, IOException, CommandFailure {
    try (Pty pty = Pty.open(); RawMode raw = RawMode.begin()) {
      resize(pty);
      sun.misc.Signal.handle(new sun.misc.Signal("WINCH"), signal -> resize(pty));
      Thread shown = copy(() -> pty.outer().copyTo(console.out()));
      copy(() -> pty.outer().copyFrom(console.in()));
      ChildCommand command = command(argv, pty.inner(), pty.inner(), pty.inner())
          .with("env", "TERM=" + console.environment().getOrDefault("TERM", "xterm"));
      try {
        return exit(command);
      } finally {
        pty.inner().close();
        join(shown);
      }
    }
  }

  private void resize(Pty pty) {
    pty.resize(console.height(), console.width());
  }

  private int overPipes(List<String> argv) throws PortoException, IOException, CommandFailure {
    try (Pipe in = Pipe.open(); Pipe out = Pipe.open(); Pipe err = Pipe.open()) {
      Thread shown = copy(() -> out.reading().copyTo(console.out()));
      Thread told = copy(() -> err.reading().copyTo(console.err()));
      copy(() -> {
        in.writing().copyFrom(console.in());
        in.writing().close();
      });
      try {
        return exit(command(argv, in.reading(), out.writing(), err.writing()));
      } finally {
        out.writing().close();
        err.writing().close();
        join(shown);
        join(told);
      }
    }
  }

  private ChildCommand command(List<String> argv, Descriptor in, Descriptor out, Descriptor err) {
    ChildCommand command = new ChildCommand(argv, LONGEST)
        .with("stdin_path", in.path()).with("stdout_path", out.path()).with("stderr_path", err.path());
    return user.isEmpty() ? command : command.with("user", user.get());
  }

  private int exit(ChildCommand command) throws PortoException, CommandFailure {
    try {
      ChildResult result = command.run(host.porto(), name);
      int code = result.exitCode();
      return code >= 0 ? code : SIGNALLED + (code == OUT_OF_MEMORY ? KILLED : -code);
    } catch (PortoException e) {
      if (e.code() == ErrorCode.CONTAINER_DOES_NOT_EXIST) {
        throw Unknown.container(name, host);
      }
      if (e.code() == ErrorCode.INVALID_STATE) {
        throw new CommandFailure(name + " does not run (" + e.portoMessage() + "); see: porto-daemon status "
            + name);
      }
      throw e;
    }
  }

  /** A stream copied in the background. */
  private interface Copying {
    void run() throws IOException;
  }

  private static Thread copy(Copying copying) {
    Thread thread = new Thread(() -> {
      try {
        copying.run();
      } catch (IOException e) {
        // Whoever read or wrote on our side has gone away.
        return;
      }
    }, "stream");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
