package io.chantier.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds where in the data a text of a page stands. */
final class Pointers {

    private record Leaf(String pointer, String text) {}

    private final List<Leaf> leaves = new ArrayList<>();

    Pointers(Examined site) {
        var content = site.json().get(Examined.CONTENT);
        if (content != null) collect("content#", content);
        var business = site.json().get(Examined.SITE);
        if (business != null) collect("site#", business);
        for (var version : site.versions().all())
            for (var line : version.lines())
                leaves.add(new Leaf(version.language() + "/" + line.main().at(), plain(line.text())));
    }

    /** {@code site#}, {@code content#} or {@code tokens#}, as the provenance names the files. */
    static String root(String file) {
        return switch (file) {
            case Examined.SITE -> "site#";
            case Examined.CONTENT -> "content#";
            case Examined.TOKENS -> "tokens#";
            default -> file + "#";
        };
    }

    /** The place whose text holds these words; null where none does. */
    @Nullable
    String of(String words) {
        var sought = plain(words);
        if (sought.isEmpty()) return null;
        return leaves.stream()
                .filter(leaf -> leaf.text().contains(sought))
                .map(Leaf::pointer)
                .findFirst()
                .orElse(null);
    }

    private void collect(String pointer, JsonNode node) {
        if (node.isString()) leaves.add(new Leaf(pointer, plain(node.stringValue())));
        else if (node.isArray()) for (var i = 0; i < node.size(); i++) collect(pointer + "/" + i, node.get(i));
        else if (node.isObject())
            node.properties().forEach(field -> collect(pointer + "/" + field.getKey(), field.getValue()));
    }

    private static String plain(String text) {
        return Said.spaced(text).toLowerCase(Locale.ROOT);
    }
}
