package io.chantier.reading.web;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source;
import io.chantier.reading.facts.CorrectedFact;
import io.chantier.web.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/** What was read, as the tab shows it. */
public record SourceView(String path, Source source) {

    private static final int FIRST_PLACES = 1;
    private static final int MOST_PLACES = 12;
    private static final int SHOWN_TEXTS = 12;

    /** Facts of one kind. */
    public record Group(Fact.Kind kind, List<FactLine> facts) {

        public String key() {
            return "page.fact." + kind;
        }

        /** Where the group is on the page. */
        public String id() {
            return "fact-" + kind;
        }

        public boolean contradicts() {
            return facts.stream().anyMatch(FactLine::other);
        }
    }

    /** What a person typed in place of a fact, and why it is none. */
    public record Mistake(UUID fact, String typed, Problem problem) {

        public boolean isOf(FactLine line) {
            return fact.equals(line.fact().id());
        }
    }

    /** @param contradicted another fact of its kind says something else */
    public record FactLine(Fact fact, boolean contradicted) {

        public String id() {
            return fact.id().toString();
        }

        public String display() {
            return fact.display();
        }

        public boolean isCorrectable() {
            return CorrectedFact.isCorrectable(fact);
        }

        public boolean chosen() {
            return fact.standing() == Standing.CHOSEN;
        }

        public boolean other() {
            return fact.standing() == Standing.OTHER;
        }

        public boolean rejected() {
            return fact.standing() == Standing.REJECTED;
        }

        public String look() {
            return fact.standing().name().toLowerCase(Locale.ROOT);
        }

        public String icon() {
            return FactIcon.of(fact.kind());
        }

        public List<PlaceLine> firstPlaces() {
            return places().limit(FIRST_PLACES).toList();
        }

        /** The places that are folded away. */
        public List<PlaceLine> morePlaces() {
            return places().skip(FIRST_PLACES).limit(MOST_PLACES).toList();
        }

        private Stream<PlaceLine> places() {
            return fact.places().stream().map(place -> PlaceLine.of(place, fact.display()));
        }
    }

    /** The words around a fact, with the fact itself marked where it stands in them. */
    public record PlaceLine(String page, String howKey, String before, String match, String after) {

        /** Facts of a brief have no page. */
        public boolean isOnTheWeb() {
            return page.startsWith("http://") || page.startsWith("https://");
        }

        /** The page without its host, which is the same for nearly all; the first page has no other name. */
        public String path() {
            return page.replaceFirst("^https?://[^/]+(?=/.)|^https?://", "");
        }

        static PlaceLine of(Fact.Place place, String display) {
            var excerpt = place.excerpt();
            int at = excerpt.indexOf(display);
            var key = "page.how." + place.how();
            if (at < 0) return new PlaceLine(place.page(), key, excerpt, "", "");
            return new PlaceLine(
                    place.page(), key, excerpt.substring(0, at), display, excerpt.substring(at + display.length()));
        }
    }

    public record PageLine(String title, String path, List<String> texts) {}

    public record FillerLine(String page, String text) {}

    public boolean isEmpty() {
        return source.pages().isEmpty() && source.facts().isEmpty();
    }

    public String address() {
        return source.address();
    }

    public String language() {
        return source.language();
    }

    public int pictures() {
        return source.look().pictures().size();
    }

    public int oldPaths() {
        return source.oldPaths().size();
    }

    public List<String> colours() {
        return source.look().colours().keySet().stream().limit(6).toList();
    }

    public long contradictions() {
        return groups().stream().filter(Group::contradicts).count();
    }

    public List<Group> groups() {
        var byKind = new EnumMap<Fact.Kind, List<Fact>>(Fact.Kind.class);
        for (var fact : source.facts()) {
            byKind.computeIfAbsent(fact.kind(), _ -> new ArrayList<>()).add(fact);
        }
        return byKind.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Group group(Fact.Kind kind, List<Fact> facts) {
        var contradicted = facts.stream().anyMatch(fact -> fact.standing() == Standing.OTHER);
        return new Group(
                kind,
                facts.stream().map(fact -> new FactLine(fact, contradicted)).toList());
    }

    public List<PageLine> pages() {
        return source.pages().stream()
                .map(page -> new PageLine(
                        page.title().isBlank() ? page.path() : page.title(),
                        page.path(),
                        page.blocks().stream()
                                .map(Source.Block::text)
                                .filter(text -> !text.isBlank())
                                .limit(SHOWN_TEXTS)
                                .toList()))
                .toList();
    }

    public List<FillerLine> filler() {
        return source.filler().stream()
                .map(filler -> new FillerLine(filler.page(), filler.text()))
                .toList();
    }
}
