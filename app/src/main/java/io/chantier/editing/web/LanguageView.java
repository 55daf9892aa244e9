package io.chantier.editing.web;

import io.chantier.editing.Languages.Progress;
import io.chantier.editing.Languages.Typed;
import io.chantier.editing.Pointer;
import io.chantier.editing.web.EditView.Chapter;
import io.chantier.editing.web.EditView.Preview;
import io.chantier.languages.Catalog.Entry;
import io.chantier.languages.Translation.Line;
import io.chantier.languages.Translation.State;
import io.chantier.web.Badge;
import io.chantier.web.Frame;
import io.chantier.web.Problem.FieldProblem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pages on which people look after a site's further languages. */
public final class LanguageView {

    private LanguageView() {}

    /** The way from the texts of one language to those of another. */
    public record Tongues(String path, String main, List<String> further, String shown) {}

    /**
     * All of them.
     *
     * @param path of the page
     * @param free those that could be added
     * @param translates whether somebody here can be asked to translate
     */
    public record All(String path, String main, List<Progress> further, List<String> free, boolean translates) {

        public boolean isWanting() {
            return further.stream().anyMatch(Progress::isWanting);
        }

        public static Badge badge(Progress progress) {
            if (!progress.isThere()) return new Badge("calm", "clock", "page.languages.state.wanted");
            if (progress.missing() > 0) return new Badge("warn", "alert-triangle", "page.languages.state.missing");
            return progress.outdated() > 0
                    ? new Badge("warn", "refresh", "page.languages.state.outdated")
                    : new Badge("ok", "circle-check", "page.languages.state.current");
        }
    }

    /** One form: the texts of a section. */
    public record Card(String id, String kind, String fragment, List<Line> lines) {}

    /**
     * The texts of one language.
     *
     * @param on the page, or {@code business}
     */
    public record Texts(
            Tongues tongues,
            Progress progress,
            String on,
            List<Chapter> pages,
            List<Card> cards,
            Beside beside,
            Refused refused) {

        public String path() {
            return tongues.path() + "/languages/" + tongues.shown();
        }

        public String path(String other) {
            return path() + "?on=" + URLEncoder.encode(other, StandardCharsets.UTF_8);
        }

        /** The name of the field. */
        public static String name(Line line) {
            return "/" + line.main().at();
        }

        public String value(Line line) {
            var text = line.state() == State.MISSING ? "" : line.text();
            return refused.typed().getOrDefault(line.main().at(), text);
        }

        public List<FieldProblem> wrong(Line line) {
            return refused.wrong().stream()
                    .filter(one -> one.field().equals(line.main().at()))
                    .toList();
        }

        /** What is told at no field of this page, because there is none any more. */
        public List<FieldProblem> elsewhere() {
            return refused.wrong().stream()
                    .filter(one -> cards.stream()
                            .flatMap(card -> card.lines().stream())
                            .noneMatch(line -> one.field().equals(line.main().at())))
                    .toList();
        }

        public static String label(Frame frame, Line line) {
            return FieldWords.of(
                    frame, new Pointer(List.of(line.main().at().replace("#", "").split("/", -1))));
        }

        public static Badge badge(Line line) {
            return switch (line.state()) {
                case MISSING -> new Badge("warn", "alert-triangle", "page.languages.text.missing");
                case OUTDATED -> new Badge("warn", "refresh", "page.languages.text.outdated");
                case CURRENT ->
                    line.isByHand()
                            ? new Badge("calm", "hand-stop", "page.languages.text.hand")
                            : new Badge("calm", "sparkles", "page.languages.text.author");
            };
        }

        /** Who translated it; empty where nobody has. */
        public static String who(Line line) {
            return line.entry()
                    .map(Entry::by)
                    .map(by -> by.isPerson() ? by.person() : by.author())
                    .orElse("");
        }

        /** What it was translated from, where that is not what stands there now. */
        public static String before(Line line) {
            return line.state() == State.OUTDATED
                    ? line.entry().map(Entry::from).orElse("")
                    : "";
        }
    }

    /** @param revision that the forms show */
    public record Beside(Preview preview, boolean publishable, boolean translates, String revision) {}

    /**
     * What was not kept.
     *
     * @param typed by place
     * @param revision that the person had before them when they typed it; empty where they see the newest
     * @param isConflict whether somebody else was quicker
     */
    public record Refused(List<FieldProblem> wrong, Map<String, String> typed, String revision, boolean isConflict) {

        static final Refused NOTHING = new Refused(List.of(), Map.of(), "", false);

        static Refused wrong(List<FieldProblem> wrong, Typed typed) {
            return new Refused(wrong, typed.texts(), Objects.requireNonNullElse(typed.revision(), ""), false);
        }

        /** The fields show what others wrote; what the person typed is told beside them. */
        static Refused conflicting(List<FieldProblem> conflicts) {
            return new Refused(conflicts, Map.of(), "", true);
        }
    }
}
