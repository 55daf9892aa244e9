package io.chantier.preview;

import io.chantier.checks.web.FindingsView;
import io.chantier.checks.web.FindingsView.Group;
import io.chantier.checks.web.FindingsView.Line;
import java.util.List;
import java.util.Map;

/** What the gate might have found. */
final class SampleFindings {

    private SampleFindings() {}

    static FindingsView bad() {
        var phone = new Line(
                "invented-fact",
                Map.of("kind", "PHONE"),
                "bad",
                "Appelez le 02 99 00 00 00 pour un devis.",
                "content#/pages/2/sections/0/text");
        var title = new Line(
                "title-too-long",
                Map.of("length", "82"),
                "warn",
                "Menuiserie Lefèvre, escaliers, fenêtres, portes, volets et parquets à Rennes",
                "");
        return new FindingsView(
                true, List.of(new Group("/contact/", List.of(phone)), new Group("/", List.of(title))), 1, 1);
    }

    static FindingsView good() {
        return new FindingsView(true, List.of(), 0, 0);
    }
}
