package org.puppetporto.cli;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.puppetporto.cli.doctor.Doctor;
import org.puppetporto.cli.doctor.Finding;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code doctor}: what keeps this host from running daemons, each with the remedy. */
@CommandLine.Command(name = "doctor",
    description = {"Checks what daemons need on this host; each fault with its remedy.",
        "Exits 1 when something will not work until it is mended."})
final class DoctorCommand extends FreeCommand {
  private static final String INDENT = " ".repeat(6);

  @Option(names = {"-o", "--output"}, paramLabel = "FORMAT", completionCandidates = FormatNames.class,
      defaultValue = "table",
      description = "table, lines for people; or json or yaml, with the top-level key findings.")
  private OutputFormat format;

  DoctorCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() {
    Doctor doctor = new Doctor(console.environment(),
        () -> AgentClient.connect(host.paths().agentSocket(), console.user(), console::warning).close(),
        Clock.systemUTC(), System.getProperties());
    List<Finding> findings = doctor.examine();
    if (format == OutputFormat.TABLE) {
      findings.forEach(this::line);
    } else {
      console.out().print(format.document(Map.of("findings",
          findings.stream().map(DoctorCommand::structured).toList())));
    }
    return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL)
        ? Exit.FAILED : Exit.OK;
  }

  private void line(Finding finding) {
    String text = Plain.text(finding.check() + ": " + finding.text()
        + (finding.remedy().isEmpty() ? "" : "; " + finding.remedy()));
    Colour colour = finding.verdict() == Finding.Verdict.FAIL ? Colour.BAD
        : finding.verdict() == Finding.Verdict.WARN ? Colour.WARNING : Colour.PLAIN;
    String label = finding.verdict() == Finding.Verdict.FAIL ? "FAIL" : word(finding);
    List<String> lines = Fold.lines(text, console.width() - INDENT.length());
    console.out().println(colour.on(label, console) + INDENT.substring(label.length())
        + String.join("\n" + INDENT, lines));
  }

  private static Map<String, Object> structured(Finding finding) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("check", finding.check());
    out.put("verdict", word(finding));
    out.put("text", finding.text());
    out.put("remedy", finding.remedy());
    return out;
  }

  private static String word(Finding finding) {
    return finding.verdict().name().toLowerCase(Locale.ROOT);
  }
}
