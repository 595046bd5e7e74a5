package org.puppetporto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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
      .layer("agent").definedBy("org.puppetporto.agent..")
      .layer("health").definedBy("org.puppetporto.health..")
      .layer("bridge").definedBy("org.puppetporto.bridge..")
      .layer("status").definedBy("org.puppetporto.status..")
      .layer("engine").definedBy("org.puppetporto.engine..")
      .layer("probe").definedBy("org.puppetporto.probe..")
      .layer("spec").definedBy("org.puppetporto.spec..")
      .layer("porto").definedBy("org.puppetporto.porto..")
      .layer("apt").definedBy("org.puppetporto.apt..")
      .layer("embedded").definedBy("org.puppetporto.embedded..")
      .whereLayer("main").mayNotBeAccessedByAnyLayer()
      .whereLayer("cli").mayOnlyBeAccessedByLayers("main")
      .whereLayer("agent").mayOnlyBeAccessedByLayers("main", "cli")
      .whereLayer("health").mayOnlyBeAccessedByLayers("cli", "agent")
      .whereLayer("bridge").mayOnlyBeAccessedByLayers("main", "cli", "agent")
      .whereLayer("status").mayOnlyBeAccessedByLayers("main", "cli", "bridge", "agent", "health")
      .whereLayer("engine").mayOnlyBeAccessedByLayers("main", "cli", "bridge", "status", "agent", "health")
      .whereLayer("probe").mayOnlyBeAccessedByLayers("status", "health")
      .whereLayer("spec").mayOnlyBeAccessedByLayers("cli", "bridge", "status", "engine", "agent", "health",
          "probe")
      .whereLayer("porto").mayOnlyBeAccessedByLayers("cli", "bridge", "status", "engine", "agent", "health",
          "probe")
      .whereLayer("apt").mayOnlyBeAccessedByLayers("cli", "bridge", "status", "engine", "agent", "health")
      .whereLayer("embedded").mayNotBeAccessedByAnyLayer()
      .check(CLASSES);
  }

  /** Intervals and pauses go by a clock that nobody sets. */
  @Test
  void theAgentKnowsNoWallClock() {
    noClasses().that().resideInAPackage("org.puppetporto.agent..")
        .should().callMethod(System.class, "currentTimeMillis")
        .orShould().callMethod(java.time.Instant.class, "now")
        .orShould().callMethod(java.time.LocalDateTime.class, "now")
        .orShould().dependOnClassesThat().areAssignableTo(java.time.Clock.class)
        .orShould().dependOnClassesThat().areAssignableTo(java.util.Timer.class)
        .check(CLASSES);
  }

  @Test
  void thereAreNoCycles() {
    assertFalse(CLASSES.isEmpty());
    slices().matching("org.puppetporto.(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
