package io.chantier.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A recipe put together in a test. */
record TestRecipe(String kind, List<Step> list, int limit, int tries) implements Recipe {

    static TestRecipe of(String kind, Step... steps) {
        return new TestRecipe(kind, List.of(steps), Integer.MAX_VALUE, 10);
    }

    TestRecipe limited(int places) {
        return new TestRecipe(kind, list, places, tries);
    }

    TestRecipe trying(int times) {
        return new TestRecipe(kind, list, limit, times);
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return list;
    }

    /** What the steps of a test did, in order. */
    static final class Diary {

        private final List<String> lines = new ArrayList<>();

        synchronized void write(String line) {
            lines.add(line);
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        Step step(String name) {
            return Step.named(name, _ -> {
                write(name);
                return StepOutcome.done("made by " + name);
            });
        }

        Step undoable(String name) {
            return step(name).undoneBy(undo(name));
        }

        Step.Undo undo(String name) {
            return result -> write("undo " + name + " [" + result + "]");
        }

        Consumer<String> writer() {
            return this::write;
        }
    }
}
