package io.chantier.checks;

import static io.chantier.checks.Finding.warning;

import io.chantier.languages.Translation;
import io.chantier.languages.Translation.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the further languages say is translated, and from what the main one says now. */
@Component
final class Translated implements Check {

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        for (var version : site.versions().all()) {
            var missing = new LinkedHashMap<String, Integer>();
            for (var line : version.lines()) {
                var page = page(version, line.main().at());
                if (line.state() == State.MISSING) missing.merge(page, 1, Integer::sum);
                if (line.state() == State.OUTDATED)
                    findings.add(warning("translation-outdated", page, line.text())
                            .at(version.language() + "/" + line.main().at())
                            .with(Map.of("language", version.language())));
            }
            missing.forEach((page, count) -> findings.add(warning("translation-missing", page, "")
                    .with(Map.of("language", version.language(), "count", Integer.toString(count)))));
        }
        return findings;
    }

    /** The path of the page on which a text stands; the home page for what stands on all. */
    private static String page(Translation version, String place) {
        var parts = place.split("/", -1);
        var page = place.startsWith("content#/pages/")
                ? version.content()
                        .path("pages")
                        .path(Integer.parseInt(parts[2]))
                        .path("path")
                        .asString("/")
                : "/";
        return "/" + version.language() + page;
    }
}
