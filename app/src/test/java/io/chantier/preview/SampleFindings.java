package io.chantier.preview;

import io.chantier.checks.Finding;
import io.chantier.checks.Finding.Severity;
import io.chantier.checks.web.FindingsView;
import io.chantier.checks.web.FindingsView.Group;
import io.chantier.checks.web.FindingsView.Line;
import java.util.List;
import java.util.Map;

/** What the gate might have found. */
final class SampleFindings {

    private static final String PATH = "/sites/menuiserie/checks";

    private SampleFindings() {}

    static FindingsView bad() {
        var phone = new Finding(
                "invented-phone",
                Severity.BLOCKING,
                "/contact/",
                "content#/pages/2/sections/0/text",
                "Appelez le 02 99 00 00 00 pour un devis.",
                Map.of("claim", "0299000000"));
        var title = new Finding(
                "title-long",
                Severity.WARNING,
                "/",
                null,
                "Menuiserie Lefèvre, escaliers, fenêtres, portes, volets et parquets à Rennes",
                Map.of("length", "82"));
        return new FindingsView(
                true,
                PATH,
                List.of(
                        new Group("/contact/", List.of(new Line(phone, "bad", null))),
                        new Group("/", List.of(new Line(title, "warn", null)))),
                1,
                1,
                0);
    }

    static FindingsView good() {
        return new FindingsView(true, PATH, List.of(), 0, 0, 0);
    }
}
