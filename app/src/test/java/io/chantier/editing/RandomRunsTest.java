package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.checks.SchemasFixture;
import io.chantier.generation.Assignment;
import io.chantier.generation.Design;
import io.chantier.generation.Dossier;
import io.chantier.generation.Hand;
import io.chantier.generation.Joinery;
import io.chantier.generation.OfflineAuthor;
import io.chantier.generation.Progress;
import io.chantier.generation.Provenance.Displaced;
import io.chantier.generation.Redraft;
import io.chantier.generation.Said;
import io.chantier.generation.Signature;
import io.chantier.generation.Writing;
import io.chantier.reading.Fact;
import io.chantier.reading.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever people edit and authors write over it: each text of a person is in its bytes on the pages, or handed back. */
class RandomRunsTest {

    private static final int STORIES = 12;
    private static final int ROUNDS = 5;
    private static final Set<String> STRUCTURE = Set.of(
            "type", "kind", "path", "href", "from", "to", "language", "network", "image", "tel", "version", "look");
    private static final List<String> ODD = List.of(
            "  deux  espaces ",
            "une\nligne",
            "l’apostrophe d'ici",
            "🥐 « café »\u00a0!",
            "<b>gras</b>",
            "e\u0301tage",
            "&amp; \\ \"guillemets\"",
            "\u202bعربي");
    private static final Rules RULES = new Rules(SchemasFixture.ofTheTemplate());

    /** {@code -Dchantier.seed=...} tells one story again, {@code -Dchantier.stories=...} tells more of them. */
    static List<Long> seeds() {
        var one = Long.getLong("chantier.seed");
        if (one != null) return List.of(one);
        var seeds = new ArrayList<Long>();
        for (var i = 1L; i <= Integer.getInteger("chantier.stories", STORIES); i++) seeds.add(i);
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_text_of_a_person_is_overwritten_or_lost_in_silence(long seed) {
        var story = new Story(seed);
        for (var round = 0; round < ROUNDS; round++) {
            for (var edits = 1 + story.random.nextInt(8); edits > 0; edits--) story.edit();
            story.run();
            story.examine();
        }
        assertThat(story.written)
                .as("texts written in the story of seed " + seed)
                .isPositive();
    }

    /** A site, the people who write in it, and the authors who write over it. */
    private static final class Story {

        private final long seed;
        private final Random random;
        private final KeptByHand keeper = new KeptByHand(RULES);
        private final List<String> told = new ArrayList<>();
        private SortedMap<String, byte[]> files;
        private Fact phone;
        private int written;

        /** What people wrote, by the person's name. */
        private final Map<String, String> mine = new LinkedHashMap<>();

        Story(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.phone = Joinery.source().chosen(Fact.Kind.PHONE).getFirst();
            this.files = generated(Joinery.source());
        }

        void edit() {
            var draft = Draft.of(files);
            var known = new LinkedHashMap<>(mine);
            var number = phone;
            var takesAway = switch (random.nextInt(10)) {
                case 0 -> remove(draft);
                case 1 -> move(draft);
                case 2, 3 -> insert(draft);
                case 4 -> correct(draft);
                case 5 -> choose(draft);
                default -> type(draft);
            };
            var isRefused = !RULES.newlyWrong(Draft.of(files), draft).isEmpty();
            if (isRefused) {
                say("which is refused");
                mine.clear();
                mine.putAll(known);
                phone = number;
            } else {
                files = draft.files();
                // What a person takes away or writes over themselves is not lost.
                if (takesAway) mine.keySet().removeIf(text -> isGone(text, draft));
            }
        }

        private boolean isGone(String text, Draft draft) {
            return !texts(draft.root()).containsValue(text)
                    && draft.provenance().displaced().stream()
                            .noneMatch(one -> one.text().contains(text));
        }

        private boolean type(Draft draft) {
            var places = texts(draft.root()).keySet().stream()
                    .filter(at -> !STRUCTURE.contains(at.last()))
                    .toList();
            var at = places.get(random.nextInt(places.size()));
            say("types at " + at);
            var hand = someone();
            if (draft.apply(new Operation.Put(at, Draft.JSON.valueToTree(words(hand))), hand)) written++;
            return true;
        }

        private boolean insert(Draft draft) {
            var at = any(lists(draft));
            var list = draft.at(at);
            var hand = someone();
            var item = list.get(random.nextInt(list.size())).deepCopy();
            var fresh = item.isString() ? Draft.JSON.valueToTree(words(hand)) : rewritten(item, () -> words(hand));
            say("inserts into " + at);
            draft.apply(new Operation.Insert(at.child(random.nextInt(list.size() + 1)), fresh), hand);
            return false;
        }

        private boolean remove(Draft draft) {
            var at = any(lists(draft));
            say("removes from " + at);
            draft.apply(
                    new Operation.Remove(at.child(random.nextInt(draft.at(at).size()))), someone());
            return true;
        }

        private boolean move(Draft draft) {
            var at = any(lists(draft));
            var size = draft.at(at).size();
            say("moves in " + at);
            draft.apply(new Operation.Move(at.child(random.nextInt(size)), at.child(random.nextInt(size))), someone());
            return false;
        }

        private boolean correct(Draft draft) {
            var value = "%08d".formatted(random.nextInt(100_000_000));
            var display = "02 " + value.replaceAll("(..)(?=.)", "$1 ");
            var right = new Fact(
                    Fact.idOf(Fact.Kind.PHONE, "+332" + value),
                    Fact.Kind.PHONE,
                    "+332" + value,
                    display,
                    phone.places(),
                    Fact.Standing.CHOSEN);
            say("corrects " + phone.display() + " to " + display);
            FactOnPages.of(phone, right, someone()).changeIn(draft);
            // What customers said, and what has lost its place, stays as it was written.
            var corrected = new LinkedHashMap<String, String>();
            mine.forEach((text, who) ->
                    corrected.put(isGone(text, draft) ? text.replace(phone.display(), display) : text, who));
            mine.clear();
            mine.putAll(corrected);
            phone = right;
            return false;
        }

        private boolean choose(Draft draft) {
            var offers = draft.provenance().heldBack().offers();
            if (offers.isEmpty()) return false;
            var offer = offers.get(random.nextInt(offers.size()));
            var at = Pointer.read(offer.place()).orElseThrow();
            if (random.nextBoolean()) {
                say("keeps " + at);
                draft.provenance().heldBack().decline(offer.place());
                return false;
            }
            say("takes what is offered at " + at);
            assertThat(draft.take(at)).as(story()).isTrue();
            assertThat(draft.at(at)).as(story()).isEqualTo(offer.offered());
            assertThat(draft.provenance().of(offer.place()).orElseThrow())
                    .as(story())
                    .isNotInstanceOf(Said.ByHand.class);
            return true;
        }

        void run() {
            switch (random.nextInt(5)) {
                case 0 -> {
                    say("the author mends everything");
                    var content = rewritten(Draft.of(files).root().path("content"), this::authors);
                    shorten(content);
                    files = Redraft.repaired(files, Draft.JSON.writeValueAsBytes(content), "claude");
                }
                case 1 -> {
                    say("the look changes");
                    files = new Design().wear(files, "horizon", List.of("#0b5394"));
                }
                case 2 -> {
                    say("a model writes the site anew");
                    files = keeper.keep(files, remodelled(source())).files();
                }
                default -> {
                    say("the site is made anew");
                    files = keeper.keep(files, generated(source())).files();
                }
            }
        }

        void examine() {
            var draft = Draft.of(files);
            var texts = texts(draft.root());
            var handedBack =
                    draft.provenance().displaced().stream().map(Displaced::text).collect(Collectors.joining("\n"));
            mine.forEach((text, who) -> {
                var places = texts.entrySet().stream()
                        .filter(one -> one.getValue().equals(text))
                        .map(Map.Entry::getKey)
                        .toList();
                var isKept = places.stream().anyMatch(at -> isByHand(draft, at));
                assertThat(isKept || handedBack.contains(text))
                        .as("%s\n«%s» of %s, which stands at %s", story(), text, who, places)
                        .isTrue();
            });
            for (var place : texts.keySet())
                if (!place.isIn(Pointer.of("tokens")))
                    assertThat(draft.provenance().of(place.place()))
                            .as("%s\n%s is nobody's", story(), place)
                            .isPresent();
        }

        private static boolean isByHand(Draft draft, Pointer at) {
            return draft.provenance().of(at.place()).orElse(null) instanceof Said.ByHand;
        }

        private Hand someone() {
            var who = List.of("Julie", "Paul", "Zoé").get(random.nextInt(3));
            var via = random.nextBoolean() ? Hand.Via.PAGE : Hand.Via.API;
            return new Hand(who, via, "", Instant.EPOCH.plusSeconds(random.nextInt(1_000_000)));
        }

        /** Never the same twice; sometimes with a fact in it. */
        private String words(Hand hand) {
            var text = "mot" + seed + "x" + told.size() + "x" + random.nextInt(1_000_000)
                    + ODD.get(random.nextInt(ODD.size()));
            var said = random.nextInt(4) == 0 ? text + " " + phone.display() : text;
            told.add(hand.who() + " wrote " + said);
            mine.put(said, hand.who());
            return said;
        }

        private String authors() {
            return "Des mots de l’auteur, numéro " + random.nextInt(1_000_000) + ".";
        }

        private JsonNode rewritten(JsonNode node, java.util.function.Supplier<String> words) {
            var copy = node.deepCopy();
            rewrite(copy, "", words);
            return copy;
        }

        private static void rewrite(JsonNode node, String name, java.util.function.Supplier<String> words) {
            if (node instanceof ObjectNode object)
                for (var member : List.copyOf(object.propertyNames())) {
                    var child = object.get(member);
                    if (!child.isString()) rewrite(child, member, words);
                    else if (!STRUCTURE.contains(member)) object.put(member, words.get());
                }
            if (node instanceof ArrayNode list)
                for (var i = 0; i < list.size(); i++) {
                    if (list.get(i).isString()) list.set(i, Draft.JSON.valueToTree(words.get()));
                    else rewrite(list.get(i), name, words);
                }
        }

        /** Of some lists of paragraphs the last ones are dropped. */
        private void shorten(JsonNode node) {
            if (node instanceof ArrayNode list && list.size() > 1 && list.get(0).isString() && random.nextBoolean())
                list.remove(list.size() - 1);
            node.forEach(this::shorten);
        }

        /** The old site as it is by now: pages, passages and facts gone or in another order, other words. */
        private Source source() {
            var old = Joinery.source();
            var pages = new ArrayList<Source.SourcePage>();
            for (var page : old.pages()) {
                if (!page.path().equals("/") && random.nextInt(5) == 0) continue;
                var blocks = new ArrayList<>(page.blocks());
                if (random.nextInt(3) == 0) Collections.shuffle(blocks, random);
                blocks.removeIf(block -> random.nextInt(8) == 0);
                blocks.replaceAll(block -> random.nextInt(4) == 0 ? other(block) : block);
                pages.add(new Source.SourcePage(
                        page.url(), page.path(), page.title(), page.description(), page.menuLabel(), blocks));
            }
            var facts = new ArrayList<>(old.facts());
            facts.removeIf(fact -> fact.kind() != Fact.Kind.NAME && random.nextInt(8) == 0);
            facts.replaceAll(fact -> fact.kind() == Fact.Kind.PHONE && fact.isChosen() ? phone : fact);
            return new Source(old.address(), old.language(), pages, facts, old.look(), old.oldPaths(), old.filler());
        }

        private Source.Block other(Source.Block block) {
            var text = block.text().isEmpty() ? "" : block.text() + " Et encore " + random.nextInt(1000) + " choses.";
            return new Source.Block(block.kind(), block.level(), text, block.items(), block.pictures());
        }

        private SortedMap<String, byte[]> generated(Source source) {
            return Signature.signed(draft(source), new Signature("offline", "", "job", Instant.EPOCH));
        }

        private static SortedMap<String, byte[]> draft(Source source) {
            if (new OfflineAuthor().write(Assignment.of(source), Progress.SILENT)
                    instanceof Writing.Written(var files, var _)) return new TreeMap<>(files);
            throw new AssertionError("Nothing to say");
        }

        /** All words are the model's, in another order. */
        private SortedMap<String, byte[]> remodelled(Source source) {
            var files = draft(source);
            var answer = Draft.JSON.createObjectNode();
            var pages = answer.putArray("pages");
            var number = 0;
            for (var page : Draft.of(files).root().at("/content/pages")) {
                var written = pages.addObject().put("id", "p" + ++number).put("title", authors());
                var sections = new ArrayList<ObjectNode>();
                for (var i = 1; i <= page.path("sections").size(); i++) {
                    var section = Draft.JSON.createObjectNode().put("id", "p" + number + "s" + i);
                    section.put("title", authors()).put("text", authors());
                    section.putArray("paragraphs").add(authors()).add(authors());
                    sections.add(section);
                }
                Collections.shuffle(sections, random);
                written.putArray("sections").addAll(sections);
            }
            var dossier = Dossier.of(Assignment.of(source), files);
            return Signature.signed(
                    Redraft.of(dossier, files, answer, "claude"),
                    new Signature("claude", "sonnet", "job", Instant.EPOCH));
        }

        private Pointer any(List<Pointer> some) {
            return some.get(random.nextInt(some.size()));
        }

        private void say(String what) {
            told.add(what);
        }

        /** What has happened, for whoever has to find out why. */
        private String story() {
            return "seed " + seed + ":\n" + String.join("\n", told);
        }
    }

    private static Map<Pointer, String> texts(JsonNode root) {
        var texts = new LinkedHashMap<Pointer, String>();
        walk(new Pointer(List.of()), root, (at, node) -> {
            if (node.isString()) texts.put(at, node.stringValue());
        });
        return texts;
    }

    private static List<Pointer> lists(Draft draft) {
        var lists = new LinkedHashSet<Pointer>();
        for (var root : List.of("site", "content"))
            walk(Pointer.of(root), draft.root().path(root), (at, node) -> {
                if (node.isArray() && !node.isEmpty() && !at.last().equals("redirects")) lists.add(at);
            });
        return List.copyOf(lists);
    }

    private static void walk(Pointer at, JsonNode node, BiConsumer<Pointer, JsonNode> visit) {
        visit.accept(at, node);
        for (var i = 0; node.isArray() && i < node.size(); i++) walk(at.child(i), node.get(i), visit);
        for (var member : node.properties()) walk(at.child(member.getKey()), member.getValue(), visit);
    }
}
