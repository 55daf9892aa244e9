package io.chantier.editing.web;

import io.chantier.editing.Pointer;
import io.chantier.editing.Typed;
import io.chantier.editing.Typed.Entry;
import io.chantier.editing.Typed.Step;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A form as a browser sends it: fields have the pointer of what they edit as their name. */
record Submission(Map<String, String[]> sent) {

    private static final String CHOICE = "choose:";

    Typed typed() {
        var values = new LinkedHashMap<Pointer, Entry>();
        var flags = all("flag");
        var lists = all("list");
        sent.forEach((name, texts) -> {
            if (!name.startsWith("/") || one(CHOICE + name).equals("theirs")) return;
            var form =
                    flags.contains(name) ? Entry.Form.FLAG : lists.contains(name) ? Entry.Form.LIST : Entry.Form.TEXT;
            Pointer.read(name).ifPresent(at -> values.put(at, new Entry(form, text(form, texts))));
        });
        return new Typed(one("revision"), values, step());
    }

    /** What the pictures show, by the pointer of the field in which they are chosen. */
    Optional<String> alternative(Pointer field) {
        var texts = sent.get("alt:" + field);
        return texts == null ? Optional.empty() : Optional.of(text(Entry.Form.TEXT, texts));
    }

    /** The words that stood in the form of a picture before somebody typed others. */
    Optional<String> shownAlternative(Pointer field) {
        var texts = sent.get("was:" + field);
        return texts == null ? Optional.empty() : Optional.of(text(Entry.Form.TEXT, texts));
    }

    /** What somebody typed of pictures, without the words that stood in the form already. */
    Map<Pointer, String> retyped() {
        var retyped = new LinkedHashMap<Pointer, String>();
        typed().values()
                .keySet()
                .forEach(at -> alternative(at)
                        .filter(words -> !words.equals(shownAlternative(at).orElse("")))
                        .ifPresent(words -> retyped.put(at, words)));
        return retyped;
    }

    String one(String name) {
        var texts = sent.get(name);
        return texts == null || texts.length == 0 ? "" : texts[texts.length - 1];
    }

    private List<String> all(String name) {
        return Arrays.asList(sent.getOrDefault(name, new String[0]));
    }

    private @Nullable Step step() {
        var words = one("step").split(" ", 2);
        if (words.length < 2) return null;
        for (var kind : Step.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(words[0]))
                return Pointer.read(words[1]).map(at -> new Step(kind, at)).orElse(null);
        }
        return null;
    }

    private static String text(Entry.Form form, String[] texts) {
        return switch (form) {
            case TEXT ->
                texts[texts.length - 1].replace("\r\n", "\n").replace("\0", "").strip();
            case FLAG -> Boolean.toString(Arrays.asList(texts).contains("true"));
            case LIST ->
                Arrays.stream(texts)
                        .flatMap(String::lines)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("\n"));
        };
    }
}
