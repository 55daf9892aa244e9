package io.chantier.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The pages among which every kind of page and every kind of section of a site is found once at least. */
final class PageTypes {

    private static final String LOST = "404.html";

    private PageTypes() {}

    /** Their files. */
    static List<String> of(Examined site) {
        var files = new ArrayList<String>();
        var known = new HashSet<String>();
        for (var page : site.json()
                .getOrDefault(Examined.CONTENT, MissingNode.getInstance())
                .path("pages")) {
            var file = page.path("path").asString("/").substring(1) + "index.html";
            if (site.candidate().files().containsKey(file) && known.addAll(kinds(page))) files.add(file);
        }
        if (site.candidate().files().containsKey(LOST)) files.add(LOST);
        return files;
    }

    private static List<String> kinds(JsonNode page) {
        var kinds = new ArrayList<String>();
        kinds.add("page " + page.path("kind").asString(""));
        for (var section : page.path("sections"))
            kinds.add("section " + section.path("type").asString(""));
        return kinds;
    }
}
