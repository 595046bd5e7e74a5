package org.puppetporto.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.bridge.Wire;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.EngineException;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Inputs;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plan}: what apply would do, and why. Changes nothing. */
@CommandLine.Command(name = "plan", description = {"Says what apply would do, and changes nothing.",
    "Exits 0 when everything is as declared, 2 when there are differences, 1 when something is wrong."})
final class PlanCommand extends Command {
  @Mixin
  private InputOptions input;

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", completionCandidates = FormatNames.class,
      defaultValue = "table",
      description = "table, a text for people; or json or yaml, with the top-level key portoDaemons.")
  private OutputFormat format;

  PlanCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    Inputs inputs = input.read(host, console);
    inputs.errors().forEach(console::error);
    List<Definition> definitions = PuppetsOwn.yield(inputs, input.isDirectory(), host, console);
    host.engine().declare(definitions);
    host.engine().observe();
    boolean failed = !inputs.errors().isEmpty();
    boolean differs = false;
    Map<String, Object> documents = new LinkedHashMap<>();
    for (Definition definition : definitions) {
      try {
        DaemonPlan plan = host.engine().plan(definition);
        differs |= plan.changes() || !plan.differences().isEmpty();
        documents.put(definition.name(), Wire.plan(plan));
        console.out().print(format == OutputFormat.TABLE ? plan.text() : "");
      } catch (EngineException e) {
        Running.failed(e, console);
        documents.put(definition.name(), Map.of("name", definition.name(), "error", e.getMessage()));
        failed = true;
      }
    }
    console.out().print(format == OutputFormat.TABLE ? "" : format.text(documents));
    return failed ? Exit.FAILED : differs ? Exit.CHANGES : Exit.OK;
  }
}
