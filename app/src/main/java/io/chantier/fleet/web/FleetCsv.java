package io.chantier.fleet.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.chantier.sites.SiteTag;
import io.chantier.web.Words;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The list as a table for spreadsheet programs, with the separator that those of the reader's language expect. */
@Component
class FleetCsv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
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
        var text = new StringWriter();
        text.append(BYTE_ORDER_MARK);
        var separator = Words.nearest(locale).equals(Locale.FRENCH) ? ';' : ',';
        try (var csv = CsvWriter.builder().fieldSeparator(separator).build(text)) {
            csv.writeRecord(COLUMNS.stream()
                    .map(column -> words.say(locale, "page.fleet.column." + column))
                    .toList());
            for (var row : rows)
                csv.writeRecord(fields(row, locale).map(FleetCsv::harmless).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
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

    /** A name such as {@code =HYPERLINK(...)} is a formula to a spreadsheet program unless something stands before it. */
    private static String harmless(String field) {
        return !field.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(field.charAt(0)) >= 0
                ? "'" + field
                : field;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
