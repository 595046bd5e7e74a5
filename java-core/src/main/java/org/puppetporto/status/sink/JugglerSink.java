package org.puppetporto.status.sink;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.HostStatus;

/**
 * Juggler's raw events, in batches. The answer has a code for every event: 200 is taken, 400 is refused for
 * good, any other is tried again (combaine's sender, senders/juggler).
 */
final class JugglerSink implements Sink {
  private static final int BATCH = 50;
  private static final int TAKEN = 200;
  private static final int REFUSED = 400;

  private final Settings.Juggler settings;

  JugglerSink(Settings.Juggler settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "juggler";
  }

  @Override
  public void deliver(HostStatus host, Cursor told) throws SinkException {
    List<JugglerEvent> events = JugglerEvent.of(host);
    Poster poster = new Poster(settings.url(), new Budget(settings.deadline()));
    List<String> refused = new ArrayList<>();
    for (int from = 0; from < events.size(); from += BATCH) {
      Batch batch = new Batch(events.subList(from, Math.min(from + BATCH, events.size())), refused);
      poster.post(batch.json(), batch);
    }
    if (!refused.isEmpty()) {
      throw poster.failed(refused.size() + " of " + events.size() + " events were refused: "
          + Poster.shown(String.join("; ", refused)));
    }
  }

  /** Events that are not yet taken; what is refused for good is set aside. */
  private final class Batch implements Poster.Judge {
    private final List<String> refused;
    private List<JugglerEvent> events;

    Batch(List<JugglerEvent> events, List<String> refused) {
      this.events = events;
      this.refused = refused;
    }

    String json() {
      List<Object> plain = new ArrayList<>();
      events.forEach(event -> plain.add(event.plain(settings.host())));
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("source", settings.source());
      document.put("events", plain);
      try {
        return JSON.std.asString(document);
      } catch (IOException e) {
        throw new IllegalStateException("plain values cannot be written as JSON", e);
      }
    }

    @Override
    public String remaining(HttpPost.Reply reply) throws IOException {
      List<?> answers = answers(reply.body());
      if (answers.size() != events.size()) {
        throw new IOException("the answer has " + answers.size() + " codes for " + events.size() + " events: "
            + Poster.shown(reply.body()));
      }
      List<JugglerEvent> again = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        Map<?, ?> answer = answers.get(i) instanceof Map<?, ?> map ? map : Map.of();
        int code = answer.get("code") instanceof Number number ? number.intValue() : 0;
        if (code == REFUSED) {
          refused.add(events.get(i).service() + ": " + answer.get("message"));
        } else if (code != TAKEN) {
          again.add(events.get(i));
        }
      }
      events = again;
      return again.isEmpty() ? null : json();
    }

    private List<?> answers(String body) throws IOException {
      Map<String, Object> answer;
      try {
        answer = JSON.std.mapFrom(body);
      } catch (IOException e) {
        throw new IOException("the answer is not JSON: " + Poster.shown(body), e);
      }
      return answer.get("events") instanceof List<?> list ? list : List.of();
    }
  }
}
