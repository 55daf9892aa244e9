package io.chantier.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person can do at once about a problem, as a button beside its remedy.
 *
 * @param code of the problem
 * @param key the word key of the button
 * @param path where it leads; {@code {site}} stands for the site's page that the reader is under, {@code {here}} for the
 *     page itself or the one whose form led here, any other name in braces for an argument of the problem
 */
public record ProblemAction(String code, String key, String path) {

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
    private static final Pattern SITE = Pattern.compile("^(/sites/(?!(?:new|imports|bulk)(?:/|$))[^/]+)(?:/.*)?$");

    /** One to a line: code, word key, path. */
    public static List<ProblemAction> table(String lines) {
        return lines.lines()
                .map(line -> line.strip().split("\\s+"))
                .map(words -> new ProblemAction(words[0], words[1], words[2]))
                .toList();
    }

    /** Brought as a bean by a module that knows what helps against its problems. */
    @FunctionalInterface
    public interface Source {
        List<ProblemAction> actions();
    }

    /** The address of the button on a page; empty where something that it names is not there. */
    Optional<String> address(String path, String here, Map<String, String> arguments) {
        var site = SITE.matcher(path);
        var known = site.matches() ? site.group(1) : "";
        var filled = NAME.matcher(this.path)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "site" -> known;
                            case "here" -> here;
                            default -> arguments.getOrDefault(found.group(1), "");
                        }));
        // The site's own page has the button itself.
        if (this.path.startsWith("{site}") && (known.isEmpty() || filled.equals(path))) return Optional.empty();
        return filled.startsWith("/") && !filled.startsWith("//") ? Optional.of(filled) : Optional.empty();
    }
}
