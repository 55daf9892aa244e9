package io.chantier.generation.claude;

import java.util.List;

/**
 * What a run cost.
 *
 * @param microUsd millionths of a US dollar
 * @param isEstimated the program told no total: it was counted from its replies
 */
public record Spent(List<Usage> usages, long microUsd, boolean isEstimated) {

    public static final Spent NOTHING = new Spent(List.of(), 0, false);

    public long output() {
        return usages.stream().mapToLong(Usage::output).sum();
    }

    public long read() {
        return usages.stream().mapToLong(Usage::read).sum();
    }

    /** The model that wrote most; empty where none did. */
    public String model() {
        return usages.stream()
                .max(java.util.Comparator.comparingLong(Usage::output))
                .map(Usage::model)
                .orElse("");
    }
}
