package io.chantier.fleet.web;

import io.chantier.deployment.Health;
import io.chantier.sites.SiteTag;
import io.chantier.web.Spreadsheet;
import io.chantier.web.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The list as a table for spreadsheet programs, with the separator that those of the reader's language expect. */
@Component
class FleetCsv {

    private static final List<String> COLUMNS = List.of(
            "name",
            "slug",
            "standing",
            "state",
            "address",
            "source",
            "language",
            "tags",
            "findings",
            "contradictions",
            "problem",
            "health",
            "since",
            "seen",
            "deployed",
            "deployer",
            "certificate",
            "created");

    private final Words words;

    FleetCsv(Words words) {
        this.words = words;
    }

    byte[] of(List<FleetRow> rows, Locale locale) {
        var table = new ArrayList<List<String>>();
        table.add(COLUMNS.stream()
                .map(column -> words.say(locale, "page.fleet.column." + column))
                .toList());
        for (var row : rows) table.add(fields(row, locale).toList());
        return Spreadsheet.of(table, locale);
    }

    private Stream<String> fields(FleetRow row, Locale locale) {
        var site = row.known().site();
        var problem = row.problem();
        var health = known(row);
        return Stream.of(
                row.name(),
                row.slug(),
                words.say(locale, row.known().standing().key()),
                words.say(locale, "page.state." + site.state()),
                row.address(),
                text(site.about().sourceUrl()),
                text(site.about().language()),
                row.tags().stream().map(SiteTag::name).collect(Collectors.joining(", ")),
                Integer.toString(row.findings()),
                Integer.toString(row.contradictions()),
                problem == null ? "" : words.say(locale, "problem." + problem.code() + ".title", problem.arguments()),
                health == null ? "" : words.say(locale, health.wordKey()),
                text(health == null ? null : health.since()),
                health == null || health.seenKey().isEmpty()
                        ? ""
                        : words.say(locale, health.seenKey(), Map.of("seen", health.seen())),
                text(row.deployedAt()),
                row.deployedBy(),
                text(row.known().certificateEnds()),
                row.createdAt().toString());
    }

    /** As the list says it: nothing before there is something to say. */
    private static @Nullable Health known(FleetRow row) {
        var health = row.health();
        return health != null && health.isKnown() ? health : null;
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "" : at.toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
