package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The data files are what the template's own schemas say. */
@Component
final class DataSchemas implements Check {

    private final Schemas schemas;

    DataSchemas(Schemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        for (var broken : site.broken()) findings.add(blocking("data-unreadable", broken, ""));
        for (var file : new TreeSet<>(Schemas.files())) {
            var node = site.json().get(file);
            if (node != null)
                schemas.violations(file, node).stream()
                        .map(violation -> finding(file, violation))
                        .forEach(findings::add);
            else if (!site.broken().contains(file)) findings.add(blocking("data-missing", file, ""));
        }
        return findings;
    }

    private static Finding finding(String file, Schemas.Violation violation) {
        return blocking("data-schema", file, violation.excerpt())
                .at(Pointers.root(file) + violation.pointer())
                .with(Map.of("reason", violation.message()));
    }
}
