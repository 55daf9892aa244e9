package io.chantier.metering;

import java.util.List;
import org.springframework.stereotype.Service;

/**
 * What a site will cost before it is begun. A token is taken to be {@value #BYTES_PER_TOKEN} bytes of text, all of a prompt
 * to be kept in the provider's cache, as the command line asks for; of what is written, half is the least and twice as much
 * the most. Once {@value #ENOUGH} recent jobs have asked a step's model, their median takes the place of the reckoning,
 * and what all but a tenth at either end cost is the range.
 */
@Service
public class Estimates {

    static final double BYTES_PER_TOKEN = 3.6;

    private static final int ENOUGH = 5;
    private static final int RECENT = 40;
    private static final int TENTHS = 10;

    private final Prices prices;
    private final Sums sums;

    Estimates(Prices prices, Sums sums) {
        this.prices = prices;
        this.sums = sums;
    }

    /**
     * A step that will ask a model once.
     *
     * @param promptBytes instructions, source text and what else is sent, in UTF-8
     * @param outputTokens that are likely to be written, thinking included
     */
    public record Planned(String step, String model, long promptBytes, long outputTokens) {}

    public Estimate of(List<Planned> steps) {
        return Estimate.of(steps.stream().map(this::part).toList(), prices.version());
    }

    /** Of that many bytes of text. */
    public static long tokens(long bytes) {
        return (long) Math.ceil(bytes / BYTES_PER_TOKEN);
    }

    private Estimate.Part part(Planned planned) {
        var prompt = tokens(planned.promptBytes());
        var likely = prices.cost(planned.model(), new Tokens(0, 0, prompt, planned.outputTokens()));
        var measured = sums.recent(planned.step(), planned.model(), RECENT);
        if (measured.size() >= ENOUGH)
            return new Estimate.Part(
                    planned.step(), planned.model(), range(measured), measured.size(), likely.isKnown());
        var low = prices.cost(planned.model(), new Tokens(prompt, 0, 0, planned.outputTokens() / 2));
        var high = prices.cost(planned.model(), new Tokens(0, 0, prompt, planned.outputTokens() * 2));
        var range = new Estimate.Range(low.microUsd(), likely.microUsd(), high.microUsd());
        return new Estimate.Part(planned.step(), planned.model(), range, 0, likely.isKnown());
    }

    private static Estimate.Range range(List<Long> sorted) {
        int last = sorted.size() - 1;
        return new Estimate.Range(
                sorted.get(last / TENTHS), sorted.get(sorted.size() / 2), sorted.get(last - last / TENTHS));
    }
}
