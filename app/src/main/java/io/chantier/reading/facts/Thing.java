package io.chantier.reading.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that a page describes for machines, in the words of schema.org, whether as JSON-LD or as microdata. */
record Thing(List<String> types, Map<String, List<Object>> properties, String how) {

    /** The texts of a property; of a nested thing its name or text. */
    List<String> texts(String property) {
        var texts = new ArrayList<String>();
        for (var value : properties.getOrDefault(property, List.of())) {
            if (value instanceof Thing thing) {
                var name = thing.text("name").isEmpty() ? thing.text("text") : thing.text("name");
                if (!name.isEmpty()) texts.add(name);
            } else {
                texts.add(value.toString());
            }
        }
        return texts;
    }

    String text(String property) {
        var texts = texts(property);
        return texts.isEmpty() ? "" : texts.getFirst().strip();
    }

    List<Thing> things(String property) {
        return properties.getOrDefault(property, List.of()).stream()
                .filter(Thing.class::isInstance)
                .map(Thing.class::cast)
                .toList();
    }

    boolean is(String... names) {
        for (var name : names) if (types.contains(name)) return true;
        return false;
    }

    /** A business of any of schema.org's hundred kinds: it can be called or visited. */
    boolean isBusiness() {
        if (is(
                "Person",
                "WebSite",
                "WebPage",
                "PostalAddress",
                "Review",
                "Offer",
                "Product",
                "ImageObject",
                "Article",
                "BlogPosting",
                "Event",
                "Recipe")) {
            return false;
        }
        return is("Organization", "LocalBusiness", "Corporation")
                || properties.containsKey("telephone")
                || properties.containsKey("address")
                || properties.containsKey("openingHours")
                || properties.containsKey("openingHoursSpecification");
    }

    static final class Builder {
        private final List<String> types = new ArrayList<>();
        private final Map<String, List<Object>> properties = new LinkedHashMap<>();

        void type(String type) {
            types.add(type.substring(type.lastIndexOf('/') + 1).replaceFirst("^schema:", ""));
        }

        void put(String name, Object value) {
            if (!value.toString().isBlank())
                properties.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }

        Thing build(String how) {
            return new Thing(List.copyOf(types), properties, how);
        }
    }
}
