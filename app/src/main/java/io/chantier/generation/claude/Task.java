package io.chantier.generation.claude;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One run of Claude Code.
 *
 * @param name what the run is for, in the log: {@code content}
 * @param model an alias or a full id; always given, for the program's own default is a dear one
 * @param instructions what stays the same for all sites; they come first, so that endpoints can keep them in their cache
 * @param input what is to be read; goes to the standard input, where no other user of the machine sees it
 * @param hands what it may do beside answering
 * @param limits where it is stopped
 */
record Task(String name, String model, String instructions, String input, Hands hands, Limits limits) {

    /** What a run may do. */
    sealed interface Hands {

        /**
         * No tool at all: it reads and answers.
         *
         * @param schema the shape of the answer, as JSON Schema
         */
        record Answers(String schema) implements Hands {}

        /**
         * Reads a folder and edits some of its files.
         *
         * @param files the folder, by path
         * @param editable those of them that it may edit
         */
        record Edits(SortedMap<String, byte[]> files, List<String> editable) implements Hands {}
    }

    /**
     * @param microUsd what it may cost; it is stopped within the reply that goes over it
     * @param outputTokens of one reply
     * @param patience for the whole run
     */
    record Limits(long microUsd, int outputTokens, int turns, Duration patience) {}

    /** The same for no more than so many millionths of a US dollar. */
    Task within(long microUsd) {
        var less = new Limits(
                Math.min(microUsd, limits.microUsd()), limits.outputTokens(), limits.turns(), limits.patience());
        return new Task(name, model, instructions, input, hands, less);
    }

    boolean wantsAnswer() {
        return hands instanceof Hands.Answers;
    }

    Optional<Hands.Edits> edits() {
        return hands instanceof Hands.Edits edits ? Optional.of(edits) : Optional.empty();
    }
}
