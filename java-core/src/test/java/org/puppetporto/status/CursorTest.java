package org.puppetporto.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.status.Statuses.daemon;
import static org.puppetporto.status.Statuses.host;
import static org.puppetporto.status.Statuses.unknown;
import static org.puppetporto.status.Statuses.unreachable;
import static org.puppetporto.status.Statuses.well;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CursorTest {
  @TempDir
  private Path directory;

  private static DaemonStatus made(String when, long respawns, long restarts) {
    return daemon("web", "CURRENT", "running", new Counters(respawns, when, restarts));
  }

  @Test
  void theFirstTimeNothingIsNews() {
    assertEquals(new Counts(0, 0), Cursor.START.since(well("web", 17, 4)));
  }

  @Test
  void countsWhatWasAdded() {
    Cursor cursor = Cursor.START.advance(host(well("web", 17, 4)));
    assertEquals(new Counts(0, 0), cursor.since(well("web", 17, 4)));
    assertEquals(new Counts(2, 1), cursor.since(well("web", 19, 5)));
  }

  @Test
  void aDaemonThatAppearedIsCountedFromItsBegin() {
    Cursor cursor = Cursor.START.advance(host(well("web", 17, 4)));
    assertEquals(new Counts(3, 1), cursor.since(well("new", 3, 1)));
  }

  @Test
  void aContainerMadeAnewIsCountedFromItsBegin() {
    Cursor cursor = Cursor.START.advance(host(made("09:00", 17, 4)));
    assertEquals(new Counts(2, 1), cursor.since(made("10:00", 2, 5)), "fewer than before");
    assertEquals(new Counts(20, 1), cursor.since(made("10:00", 20, 5)), "more than before, all the same new");
  }

  @Test
  void aCounterSetBackByHandBeginsAnew() {
    Cursor cursor = Cursor.START.advance(host(made("09:00", 17, 4)));
    assertEquals(new Counts(1, 0), cursor.since(made("09:00", 1, 4)));
  }

  @Test
  void aLostStoreDoesNotMakeRestartsNegative() {
    Cursor cursor = Cursor.START.advance(host(made("09:00", 17, 4)));
    assertEquals(new Counts(0, 1), cursor.since(made("09:00", 17, 1)));
  }

  @Test
  void whilePortoIsOutOfReachNothingIsCountedAndNothingForgotten() {
    Cursor cursor = Cursor.START.advance(host(well("web", 17, 4)));
    assertEquals(new Counts(0, 0), cursor.since(unknown("web", 5)));
    Cursor after = cursor.advance(unreachable(unknown("web", 5)));
    assertEquals(new Counts(2, 1), after.since(well("web", 19, 5)));
  }

  @Test
  void noHistoryGivesANegativeCountAndNoneLosesARestart() {
    Random random = new Random(1);
    for (int history = 0; history < 500; history++) {
      Cursor cursor = Cursor.START.advance(host(made("0", 0, 0)));
      long respawns = 0;
      long restarts = 0;
      long told = 0;
      int container = 0;
      for (int step = 0; step < 30; step++) {
        switch (random.nextInt(4)) {
          case 0 -> respawns += random.nextInt(3);
          case 1 -> {
            container++;
            respawns = 0;
            restarts++;
          }
          default -> {
            DaemonStatus now = made(String.valueOf(container), respawns, restarts);
            Counts counts = cursor.since(now);
            assertTrue(counts.respawns() >= 0 && counts.restarts() >= 0, counts.toString());
            told += counts.restarts();
            cursor = cursor.advance(host(now));
            assertEquals(restarts, told);
          }
        }
      }
    }
  }

  @Test
  void isKeptOnDiskForEveryReader() throws IOException {
    Cursors cursors = new Cursors(directory.resolve("state"));
    assertEquals(Cursor.START, cursors.read("yasm"));
    Cursor cursor = Cursor.START.advance(host(well("web", 17, 4)));
    cursors.write("yasm", cursor);
    assertEquals(cursor, cursors.read("yasm"));
    assertEquals(Cursor.START, cursors.read("report"));
    assertEquals("rwx------", java.nio.file.attribute.PosixFilePermissions.toString(
        Files.getPosixFilePermissions(directory.resolve("state"))));
  }

  @Test
  void aSpoiltFileBeginsAnew() throws IOException {
    Cursors cursors = new Cursors(directory);
    cursors.write("yasm", Cursor.START.advance(host(well("web", 17, 4))));
    for (String spoilt : new String[] {"", "{", "[]", "{\"format\":2}", "{\"format\":1}",
        "{\"format\":1,\"at\":\"x\",\"daemons\":{}}", "{\"format\":1,\"daemons\":{\"web\":3}}"}) {
      Files.writeString(directory.resolve("status/yasm.json"), spoilt);
      assertEquals(Cursor.START, cursors.read("yasm"), spoilt);
    }
  }
}
