package io.chantier.cli;

import io.chantier.cli.installation.Doctor;
import io.chantier.cli.installation.Doctor.Finding;
import io.chantier.cli.installation.Preparation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Says what is missing on this machine and how to get it; exit code 1 where something needed is missing. */
@Command(name = "doctor")
final class DoctorCommand implements Callable<Integer> {

    @ParentCommand
    private ChantierCommand chantier;

    @Option(names = "--fix", descriptionKey = "option.fix")
    private boolean fix;

    @Override
    public Integer call() throws Exception {
        if (fix) {
            new Preparation(chantier.home(), chantier.terminal()).run();
        }
        var findings = new Doctor(chantier.home(), chantier.data()).examine();
        if (chantier.json()) {
            Report.json(chantier.terminal(), findings.stream().map(this::facts).toList());
        } else {
            findings.forEach(this::show);
            chantier.terminal().say(isFit(findings) ? "doctor.fit" : "doctor.unfit");
        }
        return isFit(findings) ? 0 : 1;
    }

    private static boolean isFit(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.verdict() == Doctor.Verdict.MISSING);
    }

    private void show(Finding finding) {
        var mark = switch (finding.verdict()) {
            case OK -> "ok ";
            case OPTIONAL -> " - ";
            case MISSING -> "!! ";
        };
        var words = chantier.terminal().words();
        chantier.terminal()
                .print("%s %-12s %s"
                        .formatted(mark, finding.name(), finding.found())
                        .stripTrailing());
        if (finding.verdict() != Doctor.Verdict.OK) {
            chantier.terminal().print("      " + words.say("doctor." + finding.name(), finding.arguments()));
        }
    }

    private Map<String, String> facts(Finding finding) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("name", finding.name());
        facts.put("verdict", finding.verdict().name());
        facts.put("found", finding.found());
        if (finding.verdict() != Doctor.Verdict.OK) {
            facts.put("remedy", chantier.terminal().words().say("doctor." + finding.name(), finding.arguments()));
        }
        return facts;
    }
}
