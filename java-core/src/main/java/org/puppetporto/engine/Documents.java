package org.puppetporto.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records of the state store as JSON documents and back. Format 1. */
final class Documents {
  static final int FORMAT = 1;

  private Documents() {}

  static Map<String, Object> ofDaemon(DaemonRecord record) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("name", record.name());
    document.put("restarts", record.restarts());
    record.hold().ifPresent(hold -> document.put("hold", ofHold(hold)));
    record.pending().ifPresent(pending -> document.put("pending", ofPending(pending)));
    List<Object> revisions = new ArrayList<>();
    for (RevisionRecord revision : record.revisions()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("id", revision.id());
      entry.put("status", revision.status().name());
      entry.put("at", revision.at().toString());
      entry.put("reason", revision.reason());
      entry.put("packages", revision.packages());
      entry.put("definition", revision.document());
      revisions.add(entry);
    }
    document.put("revisions", revisions);
    return document;
  }

  private static Map<String, Object> ofPending(Pending pending) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("revision", pending.revision());
    entry.put("since", pending.since().toString());
    entry.put("definition", pending.document());
    return entry;
  }

  private static Map<String, Object> ofHold(Hold hold) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("kind", hold.kind().name());
    entry.put("who", hold.who());
    entry.put("why", hold.why());
    entry.put("since", hold.since().toString());
    return entry;
  }

  /** @throws RuntimeException when the document is not one of ours: it is then treated as lost */
  static DaemonRecord toDaemon(Map<String, Object> document, StoredPolicies policies) {
    Optional<Hold> hold = Optional.empty();
    if (document.get("hold") != null) {
      Map<String, Object> entry = map(document.get("hold"));
      hold = Optional.of(new Hold(Hold.Kind.valueOf(text(entry, "kind")), text(entry, "who"),
          text(entry, "why"), Instant.parse(text(entry, "since"))));
    }
    Optional<Pending> pending = Optional.empty();
    if (document.get("pending") != null) {
      Map<String, Object> entry = map(document.get("pending"));
      pending = Optional.of(new Pending(
          text(entry, "revision"), Instant.parse(text(entry, "since")), map(entry.get("definition"))));
    }
    List<RevisionRecord> revisions = new ArrayList<>();
    for (Object item : (List<?>) document.get("revisions")) {
      Map<String, Object> entry = map(item);
      revisions.add(new RevisionRecord(text(entry, "id"), RevisionStatus.valueOf(text(entry, "status")),
          Instants.read(text(entry, "at")), text(entry, "reason"),
          policies.share(map(entry.get("definition"))), texts(entry.get("packages"))));
    }
    return new DaemonRecord(
        text(document, "name"), revisions, hold, pending, ((Number) document.get("restarts")).longValue());
  }

  static SortedMap<String, String> texts(Object value) {
    SortedMap<String, String> texts = new TreeMap<>();
    map(value).forEach((key, item) -> texts.put(key, (String) item));
    return texts;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    if (!(value instanceof Map)) {
      throw new IllegalArgumentException("a mapping is missing");
    }
    return (Map<String, Object>) value;
  }

  private static String text(Map<String, Object> document, String key) {
    Object value = document.get(key);
    if (!(value instanceof String)) {
      throw new IllegalArgumentException("\"" + key + "\" is missing");
    }
    return (String) value;
  }
}
