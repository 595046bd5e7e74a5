package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lasts is said once, and said again after it has gone and come back. */
class SaidOnceTest {
  private final List<String> said = new ArrayList<>();

  @Test
  void aTroubleThatLastsAndComesBack() {
    Journalist journalist = new Journalist(said::add);
    journalist.trouble("portod", "portod is away");
    journalist.trouble("portod", "portod is away");
    journalist.trouble("disk", "the disk is full");
    journalist.trouble("portod", "portod is away");
    assertEquals(List.of("portod is away", "the disk is full"), said);
    journalist.over("portod");
    journalist.over("portod");
    journalist.trouble("portod", "portod is away");
    assertEquals(List.of("portod is away", "the disk is full", "portod: no trouble any more", "portod is away"), said);
  }

  @Test
  void aTroubleThatChanges() {
    Journalist journalist = new Journalist(said::add);
    journalist.trouble("portod", "portod is away");
    journalist.trouble("portod", "portod does not answer");
    journalist.trouble("portod", "portod is away");
    assertEquals(List.of("portod is away", "portod does not answer", "portod is away"), said);
  }

  @Test
  void aComplaintOfEveryRoundAndOneThatComesBack() {
    Complaints complaints = new Complaints(said::add);
    for (boolean away : List.of(true, true, false, true)) {
      complaints.add("the disk is full");
      if (away) {
        complaints.add("no route to the sink");
        complaints.add("no route to the sink");
      }
      complaints.round();
    }
    assertEquals(List.of("the disk is full", "no route to the sink", "no route to the sink"), said);
  }
}
