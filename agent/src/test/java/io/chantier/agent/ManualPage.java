package io.chantier.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The manual's page on the agent. */
record ManualPage(String text) {

    private static final Pattern ROUTE = Pattern.compile("`((?:GET|POST|DELETE) /[^`]*)`");

    static ManualPage of(String language) throws IOException {
        return new ManualPage(Files.readString(Path.of("../docs/manual", language, "agent.md")));
    }

    /** What stands under the heading with this anchor. */
    String section(String anchor) {
        int begin = text.indexOf("<a id=\"" + anchor + "\"></a>");
        if (begin < 0) {
            throw new IllegalStateException("The page has no " + anchor);
        }
        int end = text.indexOf("\n## ", begin);
        return end < 0 ? text.substring(begin) : text.substring(begin, end);
    }

    List<String> routes(String anchor) {
        return ROUTE.matcher(section(anchor))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
