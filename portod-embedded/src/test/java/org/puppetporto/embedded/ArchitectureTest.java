package org.puppetporto.embedded;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

@AnalyzeClasses(packages = "org.puppetporto", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("org.puppetporto.embedded.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_OF_THE_CLIENT = ArchRuleDefinition.noClasses().should().dependOnClassesThat()
      .resideInAnyPackage("org.puppetporto.porto..", "org.puppetporto.spec..", "org.puppetporto.engine..");

  @ArchTest
  static final ArchRule FORMS_KNOW_NO_FILES_AND_NO_PROCESSES = ArchRuleDefinition.noClasses().that()
      .resideInAPackage("..embedded.form..").should().dependOnClassesThat()
      .resideInAnyPackage("java.nio.file..", "java.lang.Process", "jnr..");
}
