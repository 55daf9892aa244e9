package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds prices with what they are for, in tables, in lists and in lines such as "Coupe femme ........ 35 €". */
final class PriceFinder implements Finder {

    private static final String NUMBER = "\\d{1,3}(?:[ .,'’]\\d{3})+(?:[.,]\\d{2})?|\\d{1,6}(?:[.,]\\d{1,2}|,-)?";
    private static final Pattern PRICE = Pattern.compile(
            "(?iU)(?<from>(?:à partir de|dès|from|ab|starting at|env(?:iron)?\\.?)\\s+)?(?:(?<before>€|£|\\$|CHF|EUR)\\s?(?<a>"
                    + NUMBER + ")|(?<![\\d.,])(?<b>" + NUMBER
                    + ")\\s?(?<after>€|euros?\\b|£|\\$|CHF\\b|EUR\\b|Fr\\.))(?<more>\\s?(?:TTC|HT|p\\.\\s?P\\.|pp|/\\s?[\\p{L}²0-9]{1,12}(?: [\\p{L}]{1,10})?|par (?:personne|heure|nuit|mois|m²|jour)|per (?:person|hour|night|month|head|day)|pro (?:Stunde|Person|Nacht|Tag)|l'heure|le m²|le m[èe]tre|le stère|la nuit|la séance|la journée|la demi-journée|le kg|pi[èe]ce|each)(?![\\p{L}]))?");
    private static final Pattern BARE = Pattern.compile("\\d{1,4}[.,]\\d{2}");
    private static final Pattern NO_LABEL = Pattern.compile(
            "(?iU)\\b(capital|amende|[ée]conomi\\w*|remise|r[ée]duction|cr[ée]dit d'imp[ôo]t|prime|aides?|subvention|save|off|budget|offerte?s?|cadeau|rabatt|gutschein|minimum de commande|d'achats?|frais de port|chiffre d'affaires|turnover|stammkapital|(?:votre|mon|au|le|de|du|tout) panier|panier (?:moyen|vide|minimum)|total|livraison gratuite|free delivery|orders? over|bestellwert|franco)\\b");
    /** Headings that group nothing. */
    private static final Pattern GENERAL = Pattern.compile(
            "(?iU)(?:(?:nos|notre|our|unsere?) )?(?:tarifs?|prix|prices?|price list|preise|preisliste|contact(?:ez[- ]nous)?|kontakt|contact us|accueil|home|infos? pratiques?)\\W*");

    private static final Pattern WORDS = Pattern.compile(".*\\p{L}{2,}.*");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var i = 0; i < page.lines().size(); i++) {
            var line = page.lines().get(i);
            if (!line.picture().isEmpty() || line.text().length() > 300 || page.isLegal()) continue;
            if (line.kind() == Line.Kind.ROW) row(page, i, line, into);
            else text(page, i, line, into);
        }
    }

    private static void row(PageText page, int index, Line line, Findings into) {
        var cells = line.cells();
        var heads = heads(line, cells.size());
        for (var c = 1; c < cells.size(); c++) {
            var match = PRICE.matcher(cells.get(c));
            var symbol = "";
            if (!match.find()) {
                symbol = symbolOf(heads, c, line);
                if (symbol.isEmpty() || !BARE.matcher(cells.get(c)).matches()) continue;
                match = PRICE.matcher(cells.get(c) + " " + symbol);
                if (!match.find()) continue;
            }
            var label = cells.getFirst();
            var several = cells.stream()
                            .skip(1)
                            .filter(cell -> PRICE.matcher(cell).find())
                            .count()
                    > 1;
            if (several && heads.size() == cells.size()) label = label + " (" + heads.get(c) + ")";
            var text = !several && c == 2 && !PRICE.matcher(cells.get(1)).find() ? cells.get(1) : "";
            add(page, index, label, text, match, symbol.isEmpty() ? "" : cells.get(c), into);
        }
    }

    private static void text(PageText page, int index, Line line, Findings into) {
        var match = PRICE.matcher(line.text());
        if (!match.find()) return;
        var label = label(line.text().substring(0, match.start()));
        var rest = line.text().substring(match.end()).strip();
        var isSentence = line.text().length() > 110 || rest.length() > 70 || label.split(" ").length > 12;
        if (isSentence || match.find()) {
            list(page, index, line, into);
            return;
        }
        match.reset();
        if (!match.find()) return;
        if (!WORDS.matcher(label).matches()) label = above(page, index);
        if (label.isEmpty() && WORDS.matcher(rest).matches() && rest.length() < 60) label = label(rest);
        add(page, index, label, "", match, "", into);
    }

    /** Several prices in one line, as "Coupe 20 €, barbe 12 €". A sentence with prices in it is no price list. */
    private static void list(PageText page, int index, Line line, Findings into) {
        for (var piece : line.text().split("\\s*[;•|]\\s*|,\\s+(?=\\p{L})|\\s+[-–]\\s+(?=\\p{L})")) {
            var match = PRICE.matcher(piece);
            if (!match.find()) continue;
            var label = label(piece.substring(0, match.start()));
            var clean = piece.substring(match.end()).isBlank() && label.split(" ").length <= 6 && !label.contains(". ");
            if (clean && WORDS.matcher(label).matches()) add(page, index, label, "", match, "", into);
        }
    }

    private static void add(
            PageText page, int index, String rawLabel, String text, Matcher match, String shown, Findings into) {
        var label = label(rawLabel);
        var line = page.lines().get(index);
        if (label.length() < 2 || label.length() > 90 || !WORDS.matcher(label).matches()) return;
        if (NO_LABEL.matcher(label + " " + line.text()).find()) return;
        var number = match.group("a") == null ? match.group("b") : match.group("a");
        var currency = currency(match.group("before") == null ? match.group("after") : match.group("before"));
        var cents = cents(number);
        if (cents <= 0) return;
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("label", label);
        parts.put("cents", "" + cents);
        parts.put("currency", currency);
        if (!line.heading().isEmpty()
                && !line.heading().equals(label)
                && !GENERAL.matcher(line.heading()).matches()) parts.put("group", line.heading());
        if (!text.isEmpty()) parts.put("text", text);
        var display = shown.isEmpty() ? Words.tidy(match.group()) : shown;
        into.add(new Found(
                Kind.PRICE,
                Words.fold(label) + "|" + cents + "|" + currency,
                display,
                parts,
                Excerpt.text(page, index),
                1));
    }

    private static String label(String text) {
        return Words.tidy(text.replaceAll("[.…_·]{2,}|[.…]+\\s*$", " "))
                .replaceFirst("^[-–•*:|>]+\\s*", "")
                .replaceFirst(
                        "(?iU)\\s*(?:[:|–=(-]|à partir de|dès|from|ab|starting at|\\bà|prix|price|preis|tarif)+\\s*$",
                        "")
                .replaceFirst("\\s*[:|–=(-]+\\s*$", "")
                .strip();
    }

    /** What stands over a price that is alone on its line. */
    private static String above(PageText page, int index) {
        for (var up = index - 1; up >= Math.max(0, index - 2); up--) {
            var line = page.lines().get(up);
            if (!line.picture().isEmpty() || PRICE.matcher(line.text()).find()) continue;
            if (line.text().length() <= 60 && WORDS.matcher(line.text()).matches()) return label(line.text());
            if (line.text().length() > 160) return "";
        }
        return "";
    }

    private static List<String> heads(Line line, int columns) {
        var table = line.element().closest("table");
        var head = table == null ? null : table.selectFirst("tr");
        var names = head == null
                ? List.<String>of()
                : head.select("th, td").stream()
                        .map(cell -> Words.tidy(cell.text()))
                        .toList();
        return names.size() == columns
                        && names.stream().noneMatch(name -> PRICE.matcher(name).find())
                ? names
                : List.of();
    }

    private static String symbolOf(List<String> heads, int column, Line line) {
        var words = heads.isEmpty() ? line.heading() : heads.get(column) + " " + line.heading();
        for (var symbol : List.of("€", "£", "$", "CHF")) if (words.contains(symbol)) return symbol;
        return words.matches("(?iU).*\\beuros?\\b.*") ? "€" : "";
    }

    private static String currency(String written) {
        return switch (written.substring(0, 1)) {
            case "£" -> "GBP";
            case "$" -> "USD";
            case "C", "c", "F", "f" -> "CHF";
            default -> "EUR";
        };
    }

    static long cents(String number) {
        var clean = number.replaceFirst(",-$", "").replaceAll("[ '’]", "");
        var decimal = Math.max(clean.lastIndexOf('.'), clean.lastIndexOf(','));
        var digits = decimal < 0 ? 0 : clean.length() - decimal - 1;
        var plain = clean.replaceAll("[.,]", "");
        if (plain.isEmpty() || plain.length() > 9) return 0;
        var value = Long.parseLong(plain);
        return switch (digits) {
            case 1 -> value * 10;
            case 2 -> value;
            default -> value * 100;
        };
    }
}
