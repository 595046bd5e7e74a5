package org.puppetporto.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.puppetporto.health.TouchedFiles.Look;

class TouchedFilesTest {
  private static final Look NOTHING = new Look("", true);
  private static final long PRESENT = 1_000_000;
  private final Map<String, Long> times = new HashMap<>(Map.of("/a", 100L, "/b", 100L));
  private final TouchedFiles files =
      new TouchedFiles(List.of("/a", "/b"), file -> Optional.ofNullable(times.get(file)));

  private Look look() {
    return files.look("1", 1000, PRESENT);
  }

  @Test
  void whatIsOlderThanTheProcessDoesNotCount() {
    assertEquals(NOTHING, look());
    assertEquals(NOTHING, look());
  }

  @Test
  void whatIsYoungerThanAProcessSeenFirstCounts() {
    times.put("/b", 1001L);
    assertEquals(new Look("/b", false), look());
    assertEquals(new Look("/b", true), look());
  }

  @Test
  void aChangeCountsOnceItHasSettled() {
    look();
    times.put("/a", 5000L);
    assertEquals(new Look("/a", false), look());
    times.put("/a", 5001L);
    assertEquals(new Look("/a", false), look());
    assertEquals(new Look("/a", true), look());
    files.done();
    assertEquals(NOTHING, look());
  }

  @Test
  void anOlderTimeIsAChangeToo() {
    look();
    times.put("/a", 50L);
    assertEquals(new Look("/a", false), look());
  }

  @Test
  void aRestartByOthersTakesWhatWasTouchedBefore() {
    look();
    times.put("/a", 5000L);
    look();
    assertEquals(NOTHING, files.look("2", 6000, PRESENT));
    assertEquals(NOTHING, files.look("2", 6000, PRESENT));
  }

  @Test
  void whatIsTouchedRightAfterARestartCounts() {
    look();
    times.put("/a", 5000L);
    look();
    look();
    files.done();
    times.put("/a", 6001L);
    assertEquals(new Look("/a", false), files.look("2", 6000, PRESENT));
  }

  @Test
  void aFileThatComesCountsAndOneThatGoesDoesNot() {
    times.remove("/a");
    assertEquals(NOTHING, look());
    times.put("/a", 7000L);
    assertEquals("/a", look().touched());
    files.done();
    times.remove("/a");
    assertEquals(NOTHING, look());
    times.put("/a", 7000L);
    assertEquals("/a", look().touched());
  }

  @Test
  void aTimeToComeTellsNothingUntilItChanges() {
    times.put("/a", PRESENT + 5000);
    assertEquals(NOTHING, look());
    assertEquals(NOTHING, files.look("2", 6000, PRESENT));
    times.put("/a", PRESENT + 6000);
    assertEquals(new Look("/a", false), files.look("2", 6000, PRESENT));
  }
}
