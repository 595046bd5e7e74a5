package org.puppetporto.embedded;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.puppetporto.embedded");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.puppetporto.embedded.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void formsKnowNoFilesAndNoProcesses() {
    noClasses().that().resideInAPackage("..embedded.form..").should().dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "jnr..", "..embedded.process..").check(CLASSES);
  }
}
