package io.chantier.preview;

import io.chantier.checks.Finding;
import io.chantier.checks.Finding.Severity;
import io.chantier.checks.web.FindingsView;
import io.chantier.checks.web.FindingsView.Group;
import io.chantier.checks.web.FindingsView.Line;
import io.chantier.checks.web.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
                        new Group("/contact/", List.of(new Line(phone, "bad", null, place()))),
                        new Group("/", List.of(new Line(title, "warn", null, null)))),
                1,
                1,
                0);
    }

    private static Place place() {
        var content = """
                {"pages":[{},{},{"path":"/contact/","label":"Contact",
                 "sections":[{"type":"contact","title":"Nous trouver"}]}]}""";
        return Place.of(
                "content#/pages/2/sections/0/text",
                Place.data(new TreeMap<>(Map.of("data/content.json", content.getBytes(StandardCharsets.UTF_8)))),
                "/sites/menuiserie-lefevre");
    }

    static FindingsView good() {
        return new FindingsView(true, PATH, List.of(), 0, 0, 0);
    }
}
