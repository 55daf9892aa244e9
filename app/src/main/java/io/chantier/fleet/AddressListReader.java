package io.chantier.fleet;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.chantier.fleet.AddressList.Addresses;
import io.chantier.fleet.AddressList.Entry;
import io.chantier.fleet.AddressList.Unusable;
import io.chantier.sites.SourceAddress;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads addresses, one per line or as a table with names, however a spreadsheet program wrote it. */
final class AddressListReader {

    /** Five hundred long addresses with long names are a tenth of it. */
    static final int MOST_BYTES = 2 << 20;

    static final int MOST = 500;

    private static final int MOST_LINES = 20 * MOST;

    private static final int LONGEST_LABEL = 300;
    private static final int MOST_BREAKS_IN_A_FIELD = 5;
    /** Headings tell of other columns, and of none with names. */
    private static final int NO_NAMES = -2;

    private static final String ONE_COLUMN = "";

    private AddressListReader() {}

    static AddressList read(byte[] bytes) {
        if (bytes.length > MOST_BYTES) return new Unusable("import-too-large", Map.of());
        var decoded = Decoding.textOf(bytes);
        if (decoded.isEmpty()) return new Unusable("import-not-text", Map.of());
        if (decoded.get().isBlank()) return new Unusable("import-empty", Map.of());
        // Before it is looked at in four ways.
        var lines = decoded.get().lines().filter(line -> !line.isBlank()).count();
        if (lines > MOST_LINES) return tooMany(lines);
        var table = Stream.of(ONE_COLUMN, ";", "\t", ",")
                .map(separator -> Table.of(decoded.get(), separator))
                .max(Comparator.comparingInt(Table::addresses)
                        .thenComparing(Table::isRegular)
                        .thenComparing(Comparator.comparingInt(Table::columns).reversed()))
                .orElseThrow();
        var entries = table.entries();
        if (entries.isEmpty()) return new Unusable("import-empty", Map.of());
        if (entries.size() > MOST) return tooMany(entries.size());
        return new Addresses(entries);
    }

    private static Unusable tooMany(long lines) {
        return new Unusable("import-too-many", Map.of("lines", Long.toString(lines), "most", Integer.toString(MOST)));
    }

    /** One row. */
    private record Row(int number, List<String> fields) {
        String at(int column) {
            return column >= 0 && column < fields.size() ? fields.get(column).strip() : "";
        }
    }

    /** Which column holds what, as the heading says; negative where each line is to be looked at by itself. */
    private record Columns(int address, int name, int languages) {}

    /**
     * The text as one separator cuts it.
     *
     * @param addresses how many lines have one
     */
    private record Table(List<Row> rows, Columns at, int columns, int addresses) {

        static Table of(String text, String separator) {
            var rows = onePerRow(rows(text, separator));
            boolean headed = !rows.isEmpty() && isHeading(rows.getFirst());
            var body = headed ? rows.subList(1, rows.size()) : rows;
            // "Adresse" heads a column of streets as often as one of sites.
            int address = headed
                    ? column(rows.getFirst(), Heading.ADDRESS)
                            .filter(column -> body.stream()
                                    .anyMatch(row -> address(row.at(column)).isPresent()))
                            .orElse(-1)
                    : -1;
            int name = headed ? column(rows.getFirst(), Heading.NAME).orElse(NO_NAMES) : -1;
            int languages = headed ? column(rows.getFirst(), Heading.LANGUAGES).orElse(-1) : -1;
            int columns =
                    body.stream().mapToInt(row -> row.fields().size()).max().orElse(0);
            var table = new Table(body, new Columns(address, name, languages), columns, 0);
            long found = body.stream()
                    .filter(row -> address(row.at(table.addressIn(row))).isPresent())
                    .count();
            return new Table(body, table.at(), columns, (int) found + (headed ? 1 : 0));
        }

        /** A single line of nothing but addresses is a list, too. */
        private static List<Row> onePerRow(List<Row> rows) {
            if (rows.size() != 1 || rows.getFirst().fields().size() < 2) return rows;
            var fields = rows.getFirst().fields().stream()
                    .map(String::strip)
                    .filter(field -> !field.isEmpty())
                    .toList();
            if (!fields.stream().allMatch(field -> address(field).isPresent())) return rows;
            return Stream.iterate(0, i -> i < fields.size(), i -> i + 1)
                    .map(i -> new Row(i + 1, List.of(fields.get(i))))
                    .toList();
        }

        /** Whether several lines are cut into the same number of columns, which chance does not do. */
        boolean isRegular() {
            return rows.size() > 1
                    && columns > 1
                    && rows.stream().allMatch(row -> row.fields().size() == columns);
        }

        List<Entry> entries() {
            return rows.stream().map(this::entry).toList();
        }

        /** Negative where the line has none. */
        private int addressIn(Row row) {
            if (at.address() >= 0) return at.address();
            return Stream.iterate(0, i -> i < row.fields().size(), i -> i + 1)
                    .filter(i -> address(row.at(i)).isPresent())
                    .findFirst()
                    .orElse(-1);
        }

        private String nameIn(Row row, int address) {
            if (at.name() == NO_NAMES) return "";
            if (at.name() >= 0) return row.at(at.name());
            return Stream.iterate(0, i -> i < row.fields().size(), i -> i + 1)
                    .filter(i -> i != address && address >= 0)
                    .map(row::at)
                    .filter(text -> text.chars().anyMatch(Character::isLetter))
                    .filter(text -> text.indexOf('@') < 0 && address(text).isEmpty())
                    .findFirst()
                    .orElse("");
        }

        private Entry entry(Row row) {
            int found = addressIn(row);
            var typed = row.at(found);
            if (typed.isEmpty()) typed = String.join(" ", row.fields()).strip();
            var address = address(typed);
            return new Entry(
                    row.number(),
                    shortened(typed),
                    shortened(nameIn(row, found)),
                    address.orElse(null),
                    address.isPresent() ? "" : why(typed),
                    LanguagesTyped.of(row.at(at.languages())));
        }

        private static List<Row> rows(String text, String separator) {
            if (separator.equals(ONE_COLUMN)) {
                var lines = text.split("\\R", -1);
                return Stream.iterate(0, i -> i < lines.length, i -> i + 1)
                        .filter(i -> !lines[i].isBlank())
                        .map(i -> new Row(i + 1, List.of(lines[i].strip())))
                        .toList();
            }
            var rows = cut(text, separator);
            // A quotation mark that nobody closed swallows what follows: then quotation marks mean nothing.
            return rows.stream().flatMap(row -> row.fields().stream()).anyMatch(Table::swallowsLines)
                    ? cut(text.replace("\"", ""), separator)
                    : rows;
        }

        private static List<Row> cut(String text, String separator) {
            try (var records = CsvReader.builder()
                    .fieldSeparator(separator.charAt(0))
                    .skipEmptyLines(true)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .allowExtraCharsAfterClosingQuote(true)
                    .ofCsvRecord(text)) {
                return records.stream()
                        .filter(record -> record.getFields().stream().anyMatch(field -> !field.isBlank()))
                        .map(Table::row)
                        .toList();
            } catch (CsvParseException e) {
                // More fields in a line, or more characters in a field, than any list has.
                return List.of();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static Row row(CsvRecord row) {
            return new Row((int) row.getStartingLineNumber(), row.getFields());
        }

        private static boolean swallowsLines(String field) {
            return field.lines().limit(MOST_BREAKS_IN_A_FIELD + 1L).count() > MOST_BREAKS_IN_A_FIELD;
        }
    }

    private static boolean isHeading(Row row) {
        return row.fields().stream().noneMatch(field -> address(field.strip()).isPresent())
                && Stream.of(Heading.values())
                        .anyMatch(heading -> column(row, heading).isPresent());
    }

    private static Optional<Integer> column(Row row, Heading heading) {
        return Stream.iterate(0, i -> i < row.fields().size(), i -> i + 1)
                .filter(i -> heading.isSaidBy(row.at(i)))
                .findFirst();
    }

    /** Stricter than for a single one: a lone word is somebody's name rather than a host. */
    private static Optional<URI> address(String typed) {
        if (typed.indexOf('.') < 0 && typed.indexOf('[') < 0) return Optional.empty();
        return SourceAddress.parse(typed)
                .filter(uri -> uri.getHost().indexOf('.') > 0 || uri.getHost().startsWith("["));
    }

    private static String why(String typed) {
        return typed.matches("[^\\s@/]+@[^\\s@/]+\\.[^\\s@/]+") ? "an-email" : "not-an-address";
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST_LABEL ? line.substring(0, LONGEST_LABEL) + "…" : line;
    }
}
