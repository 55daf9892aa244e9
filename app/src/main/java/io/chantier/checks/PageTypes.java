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

    /** Their files, in each language. */
    static List<String> of(Examined site) {
        var files = new ArrayList<String>();
        collect(site, "", files);
        for (var language : site.versions().languages()) collect(site, language + "/", files);
        return files;
    }

    private static void collect(Examined site, String folder, List<String> files) {
        var known = new HashSet<String>();
        for (var page : site.json()
                .getOrDefault(Examined.CONTENT, MissingNode.getInstance())
                .path("pages")) {
            var file = page.path("path").asString("/").substring(1) + "index.html";
            if (site.candidate().files().containsKey(folder + file) && known.addAll(kinds(page)))
                files.add(folder + file);
        }
        if (site.candidate().files().containsKey(folder + LOST)) files.add(folder + LOST);
    }

    private static List<String> kinds(JsonNode page) {
        var kinds = new ArrayList<String>();
        kinds.add("page " + page.path("kind").asString(""));
        for (var section : page.path("sections"))
            kinds.add("section " + section.path("type").asString(""));
        return kinds;
    }
}
