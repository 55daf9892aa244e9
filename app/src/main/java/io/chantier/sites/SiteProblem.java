package io.chantier.sites;

import java.util.Map;

/** What is wrong with a site, as a code and its arguments; worded from {@code problem.<code>.*} when it is shown. */
public record SiteProblem(String code, Map<String, String> arguments) {

    public SiteProblem {
        arguments = Map.copyOf(arguments);
    }
}
