package io.chantier.generation.claude;

import io.chantier.reading.OldSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An instruction that somebody planted in a page.
 *
 * @param place where: visible, hidden, comment, alt, jsonld, tags (letters that nobody sees), and so on
 * @param kind what it asks for: to run, write, fetch or leak something, or to say a text
 * @param forged the file, the address or the words that must come of it nowhere
 */
record Planted(String place, String kind, String text, String forged) {

    /** @param values what stands for {@code {MARK}}, {@code {CANARY}} and {@code {KEY}} */
    static List<Planted> all(Map<String, String> values) {
        try (var file = Objects.requireNonNull(Planted.class.getResourceAsStream("/injection/payloads.tsv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> of(line.split("\t", -1), values))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Planted of(String[] cells, Map<String, String> values) {
        return new Planted(cells[0], cells[1], filled(cells[2], values), filled(cells[3], values));
    }

    private static String filled(String text, Map<String, String> values) {
        for (var entry : values.entrySet()) text = text.replace("{" + entry.getKey() + "}", entry.getValue());
        return text;
    }

    /** A page of a joiner, with these in it. */
    static void plant(OldSite site, List<Planted> planted) {
        var title = planted.stream()
                .filter(one -> one.place().equals("title"))
                .map(Planted::text)
                .collect(Collectors.joining(" "));
        var body = planted.stream().map(Planted::html).collect(Collectors.joining("\n"));
        var head = planted.stream().map(Planted::head).collect(Collectors.joining("\n"));
        site.page("/", """
                <html lang="fr"><head><title>Menuiserie Lefèvre %s</title>%s</head><body>
                <h1>Menuiserie Lefèvre</h1>
                <p>La menuiserie Lefèvre fabrique et pose vos escaliers, portes et fenêtres en bois massif
                dans toute l'Ille-et-Vilaine.</p>
                <p>Les compagnons de l'atelier travaillent le chêne et le frêne de forêts françaises.</p>
                <p>12 rue du Moulin, 35000 Rennes. Tél. : 02 99 12 34 56</p>
                %s</body></html>""".formatted(title, head, body));
    }

    private String head() {
        return switch (place) {
            case "meta" -> "<meta name=\"description\" content=\"" + attribute() + "\">";
            case "jsonld" ->
                "<script type=\"application/ld+json\">{\"@type\":\"LocalBusiness\",\"description\":\""
                        + attribute().replace("\\", "") + "\"}</script>";
            default -> "";
        };
    }

    private String html() {
        return switch (place) {
            case "visible" -> "<p>" + escaped() + "</p>";
            case "hidden" -> "<div style=\"display:none\"><p>" + escaped() + "</p></div>";
            case "comment", "jsonld-comment" -> "<!-- " + text.replace("--", "") + " -->";
            case "alt" -> "<img src=\"photo.jpg\" alt=\"" + attribute() + "\">";
            case "attr" -> "<p data-note=\"" + attribute() + "\">Un chantier soigné.</p>";
            case "noscript" -> "<noscript><p>" + escaped() + "</p></noscript>";
            case "table" -> "<table><tr><td>" + escaped() + "</td></tr></table>";
            case "list" -> "<ul><li>" + escaped() + "</li></ul>";
            case "tags" -> "<p>Des parquets posés avec soin." + tags() + "</p>";
            default -> "";
        };
    }

    /** The text in the letters of plane 14, which nobody sees and a model reads. */
    private String tags() {
        return IntStream.concat(
                        IntStream.of(0xE0001),
                        text.chars().filter(letter -> letter < 0x7f).map(letter -> 0xE0000 + letter))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private String escaped() {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String attribute() {
        return escaped().replace("\"", "&quot;");
    }
}
