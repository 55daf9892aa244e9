package io.chantier.metering;

import java.util.List;

/**
 * What something will cost, in micro-USD.
 *
 * @param priceVersion of which version of the command line the listed prices are
 */
public record Estimate(
        long lowMicroUsd, long likelyMicroUsd, long highMicroUsd, List<Part> parts, String priceVersion) {

    /**
     * @param jobs how many recent jobs the amounts come from; 0 where they are reckoned from bytes
     * @param isPriceKnown false where the model is taken to be as dear as the dearest
     */
    public record Part(String step, String model, Range cost, int jobs, boolean isPriceKnown) {}

    /** In micro-USD. */
    public record Range(long low, long likely, long high) {}

    static Estimate of(List<Part> parts, String priceVersion) {
        return new Estimate(
                parts.stream().mapToLong(part -> part.cost().low()).sum(),
                parts.stream().mapToLong(part -> part.cost().likely()).sum(),
                parts.stream().mapToLong(part -> part.cost().high()).sum(),
                parts,
                priceVersion);
    }

    /** Whether every part comes from recent jobs. */
    public boolean isMeasured() {
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.jobs() > 0);
    }
}
