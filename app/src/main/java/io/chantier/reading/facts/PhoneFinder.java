package io.chantier.reading.facts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds phone, mobile and fax numbers in {@code tel:} links and in text. */
final class PhoneFinder implements Finder {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern FAX =
            Pattern.compile("(?iU)\\b(t[ée]l[ée]copie|t[ée]l[ée]fax|telefax|fax)\\b[^\\d+]{0,20}$");
    private static final Pattern NO_PHONE = Pattern.compile(
            "(?iU)(siren|siret|r\\.?c\\.?s\\.?( \\p{L}+)?|tva|vat|ust-?id|\\bape\\b|\\bnaf\\b|iban|\\brib\\b|\\bbic\\b|capital|steuernummer|hrb|company n|registered|charity)[^a-z]{0,25}$");

    private static final Pattern LABEL = Pattern.compile(
            "(?iU)(t[ée]l(\\.|[ée]phone)?|phone|portable|mobile|handy|mobil|telefon|fax|t[ée]l[ée]copie|appelez[- ]nous( au)?|call( us)?( on)?|ring( us)?( on)?)[\\s.:|–-]*$");
    private static final Pattern MOBILE =
            Pattern.compile("(?iU)\\b(portable|mobile|handy|mobil|gsm|cell)\\b[^\\d+]{0,12}$");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        links(page, site, into);
        for (var i = 0; i < page.lines().size(); i++) {
            var line = page.lines().get(i);
            if (line.picture().isEmpty()) text(page, site, into, i, line.text());
        }
    }

    private static void links(PageText page, SiteContext site, Findings into) {
        for (var link : page.page().dom().select("a[href^=tel:], a[href^=callto:], a[href^=TEL:]")) {
            var raw = URLDecoder.decode(
                    link.attr("href").replaceFirst("(?iU)^[a-z]+:", "").replace("+", "%2B"), StandardCharsets.UTF_8);
            parsed(raw, site.region()).ifPresent(number -> {
                var shown = Words.tidy(link.text());
                var isShown = shown.replaceAll("\\D", "").length() >= 6 && shown.length() < 30;
                var around =
                        link.parent() == null ? shown : Words.tidy(link.parent().text());
                var before = around.contains(shown) ? around.substring(0, around.indexOf(shown)) : "";
                add(
                        into,
                        number,
                        isShown ? bare(shown) : national(number),
                        before,
                        new Place(page.address(), Words.cut(around, 200), "link"),
                        4);
            });
        }
    }

    private static void text(PageText page, SiteContext site, Findings into, int index, String text) {
        if (text.length() > 5_000) return;
        for (var match : NUMBERS.findNumbers(text, site.region(), Leniency.POSSIBLE, 50)) {
            var before = text.substring(0, match.start());
            if (Placeholders.isPhone(international(match.number()))) {
                into.leaveOut(page.address(), bare(match.rawString()));
                continue;
            }
            if (NO_PHONE.matcher(before).find() || !isPhone(match, before)) continue;
            if (before.isBlank() && index > 0 && text.length() < 40) {
                before = page.lines().get(index - 1).text() + " ";
            }
            var place = Excerpt.text(page, index);
            add(into, match.number(), bare(match.rawString()), before, place, Excerpt.weight(page));
        }
    }

    /** Number plans grow faster than libraries: what calls itself a phone number and has the length of one, is one. */
    private static boolean isPhone(PhoneNumberMatch match, String before) {
        // a register number of nine digits is a valid phone number to those who leave its 0 out; nobody does in print
        var digits = match.rawString().replaceAll("[^\\d+]", "");
        var hasPrefix = digits.startsWith("0")
                || digits.startsWith("+")
                || match.number().getCountryCode() == 1;
        if (!hasPrefix && !LABEL.matcher(before).find()) return false;
        if (NUMBERS.isValidNumber(match.number())) return isGrouped(match.rawString());
        return LABEL.matcher(before).find() && isGrouped(match.rawString());
    }

    /** Not a date, a sum or a range of years. */
    private static boolean isGrouped(String raw) {
        return !raw.matches("(19|20)\\d\\d ?[-/–] ?(19|20)\\d\\d|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}");
    }

    static Optional<PhoneNumber> parsed(String raw, String region) {
        try {
            var number = NUMBERS.parse(raw, region);
            return NUMBERS.isValidNumber(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    static void add(Findings into, PhoneNumber number, String shown, String before, Place place, double weight) {
        var value = international(number);
        if (Placeholders.isPhone(value)) {
            into.leaveOut(place.page(), shown);
            return;
        }
        into.add(new Found(kind(number, before), value, shown, Map.of(), place, weight));
    }

    private static Kind kind(PhoneNumber number, String before) {
        if (FAX.matcher(before).find()) return Kind.FAX;
        if (MOBILE.matcher(before).find()) return Kind.MOBILE;
        return NUMBERS.getNumberType(number) == PhoneNumberType.MOBILE ? Kind.MOBILE : Kind.PHONE;
    }

    static String international(PhoneNumber number) {
        return NUMBERS.format(number, PhoneNumberFormat.E164);
    }

    static String national(PhoneNumber number) {
        return NUMBERS.format(number, PhoneNumberFormat.NATIONAL);
    }

    private static String bare(String shown) {
        return Words.tidy(shown.replaceFirst("(?iU)^[^\\d+(]+", "").replaceFirst("[^\\d]+$", ""));
    }
}
