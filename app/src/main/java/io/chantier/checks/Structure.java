package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Component;

/** Each page has one main heading, no level left out, a language and the build marker. */
@Component
final class Structure implements Check {

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        site.pages().forEach((path, page) -> {
            headings(path, page, findings);
            if (page.select("html[lang]").isEmpty()) findings.add(blocking("language-missing", path, ""));
            var marker = page.select("meta[name=generator-build]").attr("content");
            if (!marker.equals(site.candidate().marker()))
                findings.add(blocking("marker-missing", path, marker)
                        .with(Map.of("marker", site.candidate().marker())));
        });
        return findings;
    }

    private static void headings(String path, Document page, List<Finding> findings) {
        var mains = page.select("h1");
        if (mains.size() != 1)
            findings.add(blocking("heading-main", path, String.join(" | ", mains.eachText()))
                    .with(Map.of("count", String.valueOf(mains.size()))));
        var level = 0;
        for (var heading : page.select("h1, h2, h3, h4, h5, h6")) {
            var next = heading.tagName().charAt(1) - '0';
            if (heading.text().isBlank()) findings.add(blocking("heading-empty", path, heading.tagName()));
            if (level > 0 && next > level + 1)
                findings.add(blocking("heading-order", path, heading.text())
                        .with(Map.of("from", "h" + level, "to", "h" + next)));
            level = next;
        }
    }
}
