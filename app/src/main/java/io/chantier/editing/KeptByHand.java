package io.chantier.editing;

import io.chantier.generation.Provenance.Displaced;
import io.chantier.generation.Said;
import io.chantier.lifecycle.HandWriting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Takes each text that a person wrote to its place in data that was written anew, wherever that place went. What a person
 * added to a list is added again behind the same neighbour.
 */
@Component
class KeptByHand implements HandWriting {

    private final Rules rules;

    KeptByHand(Rules rules) {
        this.rules = rules;
    }

    /** @param asNewItem whether it is added to a list rather than put in something's place */
    private record Taking(Pointer from, Pointer to, boolean asNewItem) {}

    @Override
    public Followed translations(SortedMap<String, byte[]> older, SortedMap<String, byte[]> newest) {
        var moved = MovedTranslations.follow(older, newest);
        return new Followed(moved.files(), moved.dropped());
    }

    @Override
    public Kept keep(SortedMap<String, byte[]> older, SortedMap<String, byte[]> written) {
        var mine = Draft.of(older);
        var anew = Draft.of(written);
        var gone = new ArrayList<Pointer>();
        var takings = new ArrayList<Taking>();
        var rebase = new Rebase(mine.root(), anew.root());
        for (var place : mine.provenance().placesByHand()) {
            var from = Pointer.read(place).filter(at -> !mine.at(at).isMissingNode());
            if (from.isEmpty()) continue;
            var taking = taking(rebase, anew, from.get());
            if (taking.isPresent()) takings.add(taking.get());
            else gone.add(from.get());
        }
        takings.sort(ORDER);
        var kept = fitting(mine, written, takings, gone);
        var draft = taken(mine, written, kept).orElse(anew);
        var displaced = Stream.concat(
                        mine.provenance().displaced().stream(),
                        gone.stream()
                                .sorted(Comparator.comparing(Pointer::toString))
                                .map(at -> displaced(mine, at)))
                .filter(one -> !one.text().isEmpty())
                .distinct()
                .toList();
        draft.provenance().displace(displaced);
        return new Kept(draft.files(), kept.size(), displaced);
    }

    /** What is put into place first, then new items, what lies deepest first and the last of a list before the first. */
    private static final Comparator<Taking> ORDER = Comparator.comparing(Taking::asNewItem)
            .thenComparing(
                    Taking::to,
                    Comparator.comparingInt((Pointer at) -> at.steps().size())
                            .thenComparingInt(Pointer::index)
                            .reversed())
            .thenComparing(
                    Taking::from,
                    Comparator.comparingInt((Pointer at) -> at.index()).reversed());

    private static Optional<Taking> taking(Rebase rebase, Draft anew, Pointer from) {
        var there = rebase.of(from);
        if (there.isPresent()) return Optional.of(new Taking(from, there.get(), false));
        if (from.index() < 0) return Optional.empty();
        return rebase.of(from.parent())
                .filter(list -> anew.at(list) instanceof ArrayNode)
                .map(list -> new Taking(from, list.child(behindNeighbour(rebase, from)), true));
    }

    private static int behindNeighbour(Rebase rebase, Pointer from) {
        for (var i = from.index() - 1; i >= 0; i--) {
            var neighbour = rebase.of(from.parent().child(i));
            if (neighbour.isPresent()) return neighbour.get().index() + 1;
        }
        return 0;
    }

    /** All of them where the template can take them, else those that it can; the others are gone. */
    private List<Taking> fitting(
            Draft mine, SortedMap<String, byte[]> written, List<Taking> takings, List<Pointer> gone) {
        if (fits(mine, written, takings)) return takings;
        var kept = new ArrayList<Taking>();
        for (var taking : takings) {
            kept.add(taking);
            if (fits(mine, written, kept)) continue;
            kept.removeLast();
            gone.add(taking.from());
        }
        return kept;
    }

    private boolean fits(Draft mine, SortedMap<String, byte[]> written, List<Taking> takings) {
        return taken(mine, written, takings)
                .filter(draft -> rules.newlyWrong(Draft.of(written), draft).isEmpty())
                .isPresent();
    }

    /** Empty where one of them finds something else in its way. */
    private static Optional<Draft> taken(Draft mine, SortedMap<String, byte[]> written, List<Taking> takings) {
        var draft = Draft.of(written);
        for (var one : takings) {
            var authors = draft.at(one.to()).deepCopy();
            var from = draft.provenance().source(one.to().place());
            if (!draft.adopt(mine, one.from(), one.to(), one.asNewItem())) return Optional.empty();
            var heldBack = draft.provenance().heldBack();
            if (one.asNewItem()) heldBack.withdraw(one.to().place());
            else heldBack.offer(one.to().place(), draft.at(one.to()), authors, from);
        }
        return Optional.of(draft);
    }

    private static Displaced displaced(Draft mine, Pointer at) {
        var who = mine.provenance().of(at.place()).orElse(null) instanceof Said.ByHand(var hand) ? hand.who() : "";
        return new Displaced(at.place(), who, texts(mine.at(at)).collect(Collectors.joining("\n")));
    }

    private static Stream<String> texts(JsonNode node) {
        if (node.isString()) return Stream.of(node.stringValue());
        return node.valueStream().flatMap(KeptByHand::texts);
    }
}
