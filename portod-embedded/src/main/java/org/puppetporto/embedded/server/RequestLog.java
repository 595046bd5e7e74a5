package org.puppetporto.embedded.server;

import com.google.protobuf.TextFormat;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/** One line for each change and each refusal. Reads that succeed are not worth a line. */
public final class RequestLog {
  private static final int MAX_TEXT = 200;
  private final PrintStream out;

  public RequestLog(PrintStream out) {
    this.out = out;
  }

  public void note(String text) {
    out.println(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
  }

  void answered(Client client, Request request, Response.Builder response, long nanoseconds) {
    boolean mutating = RequestKind.peek(request).map(RequestKind::mutating).orElse(true);
    if (response.getError() == ErrorCode.SUCCESS && !mutating) {
      return;
    }
    String outcome = response.getError() == ErrorCode.SUCCESS ? "ok"
        : response.getError() + ": " + response.getErrorMsg();
    note("[" + client.pid() + "] " + describe(request) + " -> " + outcome + " in " + nanoseconds / 1_000_000
        + " ms");
  }

  void fault(Request request, RuntimeException e) {
    note("fault in " + describe(request));
    e.printStackTrace(out);
  }

  /** The request's text, cut short, and without what may be secret. */
  private static String describe(Request request) {
    String text = TextFormat.printer().emittingSingleLine(true).printToString(request);
    if (text.contains("env_secret")) {
      return RequestKind.peek(request).map(RequestKind::name).orElse("request") + " {with a secret}";
    }
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
  }
}
