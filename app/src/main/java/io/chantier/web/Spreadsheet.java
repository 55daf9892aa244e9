package io.chantier.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A table for spreadsheet programs, with the separator that those of the reader's language expect. */
public final class Spreadsheet {

    public static final String TYPE = "text/csv;charset=UTF-8";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String NUMBER = "-?[0-9]+([.,][0-9]+)?";

    private Spreadsheet() {}

    /** @param rows the words of the columns first */
    public static byte[] of(List<List<String>> rows, Locale locale) {
        var text = new StringWriter();
        text.append(BYTE_ORDER_MARK);
        var separator = Words.nearest(locale).equals(Locale.FRENCH) ? ';' : ',';
        try (var csv = CsvWriter.builder().fieldSeparator(separator).build(text)) {
            for (var row : rows)
                csv.writeRecord(row.stream().map(Spreadsheet::harmless).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A name such as {@code =HYPERLINK(...)} is a formula to a spreadsheet program unless something stands before it. */
    private static String harmless(String field) {
        return !field.isEmpty()
                        && !field.matches(NUMBER)
                        && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(field.charAt(0)) >= 0
                ? "'" + field
                : field;
    }
}
