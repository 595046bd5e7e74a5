package org.puppetporto.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.DefinitionsDirectory;
import org.puppetporto.spec.Inputs;
import org.puppetporto.spec.Reading;
import org.puppetporto.spec.property.PropertyCatalogue;

/** The definitions directory: who may write there, and what is wrong with its files. */
record DefinitionsCheck(Path directory) implements Check {
  private static final String NAME = "definitions";

  @Override
  public void look(Findings findings) {
    if (!Files.isDirectory(directory)) {
      findings.ok(NAME, "there is no " + directory + "; nothing is declared in files");
      return;
    }
    try {
      if (Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE)) {
        findings.fail(NAME, "everybody may write to " + directory + ", and what is declared there runs as root",
            "chmod o-w " + directory);
      }
      Inputs inputs = new DefinitionsDirectory(new DefinitionReader(PropertyCatalogue.standard())).read(directory);
      inputs.errors().forEach(text -> findings.fail(NAME, text, "correct that file; the others are not held up"));
      if (inputs.errors().isEmpty()) {
        findings.ok(NAME, inputs.definitions().size() + " in " + directory);
      }
    } catch (IOException e) {
      findings.fail(NAME, Reading.failed(directory, e), "use sudo");
    }
  }
}
