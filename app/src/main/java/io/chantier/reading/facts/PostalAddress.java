package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** @param country two letters, or empty */
record PostalAddress(String street, String postalCode, String city, String country) {

    PostalAddress {
        street = Words.tidy(street).replaceAll("^[,;:·-]+\\s*|\\s*[,;:·–-]+$", "");
        city = Words.tidy(city).replaceAll("\\s*[,;:.·–-]+$", "");
    }

    String display() {
        var place = Words.tidy(isAnglo() ? city + " " + postalCode : postalCode + " " + city);
        return street.isEmpty() ? place : place.isEmpty() ? street : street + ", " + place;
    }

    Found found(Place place, double weight) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (!street.isEmpty()) parts.put("street", street);
        if (!postalCode.isEmpty()) parts.put("postalCode", postalCode);
        if (!city.isEmpty()) parts.put("city", city);
        if (!country.isEmpty()) parts.put("country", country);
        return new Found(Kind.ADDRESS, key(), display(), parts, place, weight);
    }

    /** The same address in other spellings: {@code 12 av. Foch} and {@code 12, avenue Foch}. */
    String key() {
        var plain = Words.fold(street.replace(".", " "))
                .replaceAll("\\bav\\b", "avenue")
                .replaceAll("\\b(bd|bld|boul)\\b", "boulevard")
                .replaceAll("\\bpl\\b", "place")
                .replaceAll("\\b(rte)\\b", "route")
                .replaceAll("\\bst\\b", "saint")
                .replaceAll("\\brd\\b", "road")
                .replaceAll("str(asse)?\\b", "str")
                .replaceAll("\\b(\\d+) (bis|ter)\\b", "$1$2");
        return (plain + "|" + postalCode.replace(" ", "") + "|"
                        + Words.fold(city).replaceAll("\\b(st|ste)\\b", "saint").replaceAll(" cedex.*", ""))
                .strip();
    }

    private boolean isAnglo() {
        return country.equals("GB")
                || country.equals("US")
                || country.equals("IE")
                || country.equals("CA")
                || country.equals("AU");
    }
}
