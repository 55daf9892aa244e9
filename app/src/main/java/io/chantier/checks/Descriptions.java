package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;
import static io.chantier.checks.Finding.warning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Each page has a title and a description of its own, of the length that search engines show. */
@Component
final class Descriptions implements Check {

    private static final int LONGEST_TITLE = 70;
    private static final int LONGEST = 160;
    private static final int SHORTEST = 50;

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        var titles = new HashMap<String, Map<String, String>>();
        var descriptions = new HashMap<String, Map<String, String>>();
        site.pages().forEach((path, page) -> {
            if (path.endsWith("/404.html")) return;
            var title = page.title().strip();
            if (title.isEmpty()) findings.add(blocking("title-missing", path, ""));
            else title(path, title, inLanguage(site, path, titles), findings);
            var description =
                    page.select("meta[name=description]").attr("content").strip();
            if (description.isEmpty()) findings.add(warning("description-missing", path, ""));
            else description(path, description, inLanguage(site, path, descriptions), findings);
        });
        return findings;
    }

    /** A page and its translation may well be called the same. */
    private static Map<String, String> inLanguage(Examined site, String path, Map<String, Map<String, String>> seen) {
        return seen.computeIfAbsent(site.versions().spokenAt(path, ""), _ -> new HashMap<>());
    }

    @Override
    public boolean needsEveryPage() {
        return true;
    }

    private static void title(String path, String title, Map<String, String> seen, List<Finding> findings) {
        if (title.length() > LONGEST_TITLE)
            findings.add(warning("title-long", path, title).with(length(title)));
        var other = seen.putIfAbsent(title, path);
        if (other != null) findings.add(warning("title-twice", path, title).with(Map.of("other", other)));
    }

    private static void description(String path, String text, Map<String, String> seen, List<Finding> findings) {
        if (text.length() > LONGEST)
            findings.add(warning("description-long", path, text).with(length(text)));
        if (text.length() < SHORTEST)
            findings.add(warning("description-short", path, text).with(length(text)));
        var other = seen.putIfAbsent(text, path);
        if (other != null) findings.add(warning("description-twice", path, text).with(Map.of("other", other)));
    }

    private static Map<String, String> length(String text) {
        return Map.of("length", String.valueOf(text.length()));
    }
}
