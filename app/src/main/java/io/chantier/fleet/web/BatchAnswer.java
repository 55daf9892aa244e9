package io.chantier.fleet.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.fleet.Batch;
import io.chantier.fleet.Batch.Outcome;
import io.chantier.fleet.Standing;
import io.chantier.web.Words;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the API shows it.
 *
 * @param counts of lines by outcome
 * @param ordered how many jobs were ordered, {@code over} how many of them are, {@code ready} how many did what they were for
 */
record BatchAnswer(
        String id, String action, Map<Outcome, Long> counts, long ordered, long over, long ready, List<Line> lines) {

    /**
     * @param reason why it was refused, in the reader's language
     * @param standing how the site stands now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            int number,
            String label,
            Outcome outcome,
            @Nullable String code,
            @Nullable String reason,
            @Nullable String site,
            @Nullable String job,
            @Nullable Standing standing) {}

    static BatchAnswer of(BatchView view, Words words, Locale locale) {
        var batch = view.batch();
        return new BatchAnswer(
                batch.id().toString(),
                batch.kind().name(),
                batch.lines().stream()
                        .collect(Collectors.groupingBy(
                                Batch.Line::outcome, java.util.TreeMap::new, Collectors.counting())),
                view.ordered(),
                view.over(),
                view.well(),
                view.rows().stream().map(row -> line(row, words, locale)).toList());
    }

    private static Line line(BatchView.Row row, Words words, Locale locale) {
        var line = row.line();
        var site = row.site();
        boolean said = !line.reason().isEmpty();
        return new Line(
                line.number(),
                line.label(),
                line.outcome(),
                said ? line.reason() : null,
                said ? words.say(locale, "page.batch.why." + line.reason(), line.arguments()) : null,
                site == null ? null : site.site().slug().value(),
                line.job() == null ? null : line.job().toString(),
                site == null ? null : site.standing());
    }
}
