package io.chantier.checks;

import static io.chantier.checks.Finding.warning;

import io.chantier.reading.TextLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.MissingNode;

/** The pages say that they are in the language of their folder, and their text is. */
@Component
final class Language implements Check {

    /** A shorter one may be a list of names. */
    private static final int LONG_ENOUGH = 300;

    @Override
    public List<Finding> examine(Examined site) {
        var main = site.json()
                .getOrDefault(Examined.SITE, MissingNode.getInstance())
                .path("language")
                .asString("");
        var findings = new ArrayList<Finding>();
        if (main.isEmpty()) return findings;
        site.pages().forEach((path, page) -> {
            var wanted = site.versions().spokenAt(path, main);
            var declared = page.select("html").attr("lang");
            if (!declared.isEmpty() && !declared.split("-", 2)[0].equals(wanted))
                findings.add(warning("language-other", path, declared).with(args(wanted, declared)));
            var text = text(page);
            if (text.length() < LONG_ENOUGH) return;
            var spoken = TextLanguage.of(text, wanted);
            if (!spoken.equals(wanted))
                findings.add(warning("language-other", path, text).with(args(wanted, spoken)));
        });
        return findings;
    }

    private static Map<String, String> args(String wanted, String spoken) {
        return Map.of("wanted", wanted, "spoken", spoken);
    }

    private static String text(Document page) {
        var main = page.selectFirst("main");
        return main == null ? page.body().text() : main.text();
    }
}
