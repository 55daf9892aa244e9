package io.chantier.fleet.web;

import io.chantier.sites.SiteTag;
import io.chantier.web.Spreadsheet;
import io.chantier.web.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
                row.createdAt().toString());
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
