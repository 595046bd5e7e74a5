package org.puppetporto.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.Checkup;
import org.puppetporto.apt.DpkgStatus;

/** dpkg: its database, packages between states, and who holds its locks or apt's. */
record DpkgCheck(Checkup apt, Path file) implements Check {
  private static final String NAME = "dpkg";

  @Override
  public void look(Findings findings) {
    if (!Files.isReadable(file)) {
      findings.fail(NAME, file + " cannot be read", "this needs a Debian host, or DPKG_ADMINDIR");
      return;
    }
    try {
      DpkgStatus read = apt.status();
      List<String> locks = apt.locks();
      String broken = read.broken().stream().map(found -> found.name() + " is " + found.state())
          .collect(Collectors.joining(", "));
      if (!locks.isEmpty()) {
        findings.warn(NAME, String.join("; ", locks), "let that process end, or find out why it hangs; a run waits "
            + apt.patience() + " s for it");
      } else if (read.interrupted() || !broken.isEmpty()) {
        findings.fail(NAME, broken.isEmpty() ? "it was interrupted" : broken,
            "the next apply repairs what daemons need, `dpkg --configure -a` everything");
      } else {
        findings.ok(NAME, file + " can be read, every package is whole, and nobody holds a lock");
      }
    } catch (AptException e) {
      findings.fail(NAME, e.getMessage(), "dpkg --audit says more");
    }
  }
}
