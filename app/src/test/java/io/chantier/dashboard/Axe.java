package io.chantier.dashboard;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Deque's accessibility checks, from the packages of the site template. */
public final class Axe {

    private static final Path SCRIPT = Path.of("../templates/site-astro/quality/node_modules/axe-core/axe.min.js");

    // The preview is another origin and has tests of its own.
    private static final String RUN = """
            async only => {
              const rules = only ? { runOnly: { type: 'rule', values: [only] } } : {};
              const found = await axe.run({ exclude: ['iframe'] }, { ...rules, iframes: false, resultTypes: ['violations'] });
              return found.violations.flatMap(v => v.nodes.map(n => v.id + ' ' + n.target + ': ' + n.failureSummary));
            }""";

    private final String script;

    public Axe() throws IOException {
        this.script = Files.readString(SCRIPT);
    }

    /** What every rule finds on the page as it is now. */
    public List<String> violations(Page page) {
        return run(page, "");
    }

    /** Only whether text can be read on its ground, which is all that a theme changes. */
    List<String> lowContrasts(Page page) {
        return run(page, "color-contrast");
    }

    @SuppressWarnings("unchecked")
    private List<String> run(Page page, String only) {
        page.evaluate("script => { if (!window.axe) (0, eval)(script) }", script);
        return (List<String>) page.evaluate(RUN, only);
    }
}
