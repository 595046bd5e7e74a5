package org.puppetporto;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependency rules of docs/architecture.md. */
class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.puppetporto");

  @Test
  void dependenciesRunOneWay() {
    layeredArchitecture().consideringOnlyDependenciesInAnyPackage("org.puppetporto..")
      .withOptionalLayers(true)
      .layer("main").definedBy("org.puppetporto")
      .layer("cli").definedBy("org.puppetporto.cli..")
      .layer("bridge").definedBy("org.puppetporto.bridge..")
      .layer("status").definedBy("org.puppetporto.status..")
      .layer("engine").definedBy("org.puppetporto.engine..")
      .layer("spec").definedBy("org.puppetporto.spec..")
      .layer("porto").definedBy("org.puppetporto.porto..")
      .layer("apt").definedBy("org.puppetporto.apt..")
      .layer("embedded").definedBy("org.puppetporto.embedded..")
      .whereLayer("main").mayNotBeAccessedByAnyLayer()
      .whereLayer("cli").mayOnlyBeAccessedByLayers("main")
      .whereLayer("bridge").mayOnlyBeAccessedByLayers("main", "cli")
      .whereLayer("status").mayOnlyBeAccessedByLayers("main", "cli", "bridge")
      .whereLayer("engine").mayOnlyBeAccessedByLayers("main", "cli", "bridge", "status")
      .whereLayer("spec").mayOnlyBeAccessedByLayers("cli", "bridge", "status", "engine")
      .whereLayer("porto").mayOnlyBeAccessedByLayers("cli", "bridge", "status", "engine")
      .whereLayer("apt").mayOnlyBeAccessedByLayers("cli", "bridge", "status", "engine")
      .whereLayer("embedded").mayNotBeAccessedByAnyLayer()
      .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    assertFalse(CLASSES.isEmpty());
    slices().matching("org.puppetporto.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
