package org.puppetporto.status.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.StateStore;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.Output;
import org.puppetporto.porto.OutputPosition;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.PortoException;

/**
 * Hands on to syslog what the daemons write that want it, line by line, each line once unless this process dies
 * between sending it and noting so. Portod keeps output only until a container is stopped, so it is also done right
 * before that. Lines are tagged with the daemon's name; standard error is of severity warning, standard output of
 * severity info.
 */
public final class OutputToSyslog {
  /** How long one pass may take; what is left then is for the next. */
  private static final Duration LONGEST = Duration.ofSeconds(10);
  /** The same, where a daemon is to be stopped. */
  private static final Duration LAST = Duration.ofSeconds(2);
  private static final int CHUNK = 256 << 10;
  /** Syslog daemons cut what is longer. */
  private static final int LONGEST_LINE = 4096;
  /** Bytes of a character of UTF-8. */
  private static final int LONGEST_CHARACTER = 4;

  private final HostPaths paths;

  public OutputToSyslog(HostPaths paths) {
    this.paths = paths;
  }

  /**
   * Hands on everything that came since the last time.
   *
   * @return how many lines; empty when no daemon wants it, or when another process is at it
   * @throws IOException when portod or syslog is out of reach, or how far one got cannot be noted; the message says
   *     which, and what would help
   */
  public Optional<Long> handOn() throws IOException {
    return run(Optional.empty(), LONGEST);
  }

  /** The same for one daemon that is about to be stopped: its last line need not be ended. */
  public Optional<Long> handOnLast(String daemon) throws IOException {
    return run(Optional.of(daemon), LAST);
  }

  private Optional<Long> run(Optional<String> last, Duration longest) throws IOException {
    try {
      HostState state = new StateStore(paths.stateDir()).read();
      List<String> daemons = state.daemons().values().stream().filter(DaemonRecord::syslog)
          .map(DaemonRecord::name).filter(name -> last.isEmpty() || last.get().equals(name)).toList();
      if (daemons.isEmpty()) {
        return Optional.empty();
      }
      HostLock lock = new HostLock(paths.runDir().resolve("syslog"), last.isEmpty() ? Duration.ZERO : LAST);
      try (HostLock.Held held = lock.take("handing on output to syslog")) {
        return Optional.of(handOn(daemons, state, last.isPresent(), System.nanoTime() + longest.toNanos()));
      }
    } catch (EngineException e) {
      if (e.fault() == Fault.LOCKED) {
        return Optional.empty();
      }
      throw new IOException(e.getMessage(), e);
    } catch (PortoException e) {
      throw new IOException(e.getMessage() + "; is portod running, and is PORTO_SOCKET right?", e);
    }
  }

  private long handOn(List<String> daemons, HostState state, boolean last, long until)
      throws IOException, PortoException {
    OutputCursors cursors = new OutputCursors(paths.stateDir());
    long lines = 0;
    try (PortoClient porto = Porto.connect(paths.portoSocket(), Deadlines.DEFAULT);
        SyslogSocket syslog = new SyslogSocket(paths.syslog())) {
      for (String daemon : daemons) {
        for (String stream : List.of("stderr", "stdout")) {
          Pass pass = new Pass(porto, syslog, daemon, stream, until);
          OutputPosition begin = cursors.of(daemon, stream);
          OutputPosition end = pass.from(begin, last);
          if (!end.equals(begin)) {
            cursors.write(daemon, stream, end, state.daemons().keySet());
          }
          lines += pass.lines;
        }
      }
    }
    return lines;
  }

  /** One stream of one daemon, from where it was left. */
  private static final class Pass {
    private final PortoClient porto;
    private final SyslogSocket syslog;
    private final String daemon;
    private final String stream;
    private final long until;
    private long lines;
    private boolean refused;

    Pass(PortoClient porto, SyslogSocket syslog, String daemon, String stream, long until) {
      this.porto = porto;
      this.syslog = syslog;
      this.daemon = daemon;
      this.stream = stream;
      this.until = until;
    }

    /** Where it stands afterwards. */
    OutputPosition from(OutputPosition begin, boolean last) throws PortoException, IOException {
      OutputPosition position = begin;
      while (System.nanoTime() - until < 0) {
        Output output;
        try {
          output = Output.read(porto, daemon, stream, position, CHUNK);
        } catch (PortoException e) {
          if (silent(e)) {
            return position;
          }
          throw e;
        }
        if (output.lost() > 0 && !send(SyslogSocket.WARNING,
            "porto-daemon: portod had dropped " + output.lost() + " bytes of " + stream + " before they were read")) {
          return position;
        }
        int taken = lines(output.bytes(), last && output.bytes().length < CHUNK);
        position = output.after(taken);
        if (refused || output.bytes().length < CHUNK) {
          return position;
        }
      }
      return position;
    }

    /** There is nothing to read: no container, a stopped one, output that goes elsewhere. */
    private static boolean silent(PortoException e) {
      return e.code() == ErrorCode.CONTAINER_DOES_NOT_EXIST || e.code() == ErrorCode.INVALID_STATE
          || e.code() == ErrorCode.INVALID_DATA;
    }

    /** Sends whole lines, and with {@code all} what is left behind them; how many bytes that were. */
    private int lines(byte[] bytes, boolean all) throws IOException {
      int begin = 0;
      for (int i = 0; i < bytes.length; i++) {
        boolean end = bytes[i] == '\n';
        boolean full = i - begin == LONGEST_LINE;
        if (end || full) {
          int to = end ? i : characterAt(bytes, begin, i);
          if (!line(bytes, begin, to)) {
            return begin;
          }
          begin = end ? i + 1 : to;
        }
      }
      if (all && begin < bytes.length && line(bytes, begin, bytes.length)) {
        return bytes.length;
      }
      return begin;
    }

    /** Where the character of UTF-8 begins that a byte is part of; the byte itself in what is no text. */
    private static int characterAt(byte[] bytes, int from, int at) {
      int begin = at;
      while (begin > from && at - begin < LONGEST_CHARACTER && (bytes[begin] & 0xc0) == 0x80) {
        begin--;
      }
      return begin > from && (bytes[begin] & 0xc0) != 0x80 ? begin : at;
    }

    private boolean line(byte[] bytes, int from, int to) throws IOException {
      String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).stripTrailing();
      boolean sent = text.isEmpty()
          || send(stream.equals("stderr") ? SyslogSocket.WARNING : SyslogSocket.INFO, text);
      lines += sent && !text.isEmpty() ? 1 : 0;
      refused |= !sent;
      return sent;
    }

    private boolean send(int severity, String text) throws IOException {
      return syslog.send(severity, Clock.systemUTC().instant(), daemon, text, until);
    }
  }
}
