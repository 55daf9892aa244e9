package io.chantier.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One thing that the old site says about the business.
 *
 * @param id made of kind and value, so that the same fact read again has the same id
 * @param value normalised, comparable: {@code +33299123456}, {@code 55210055400013}, {@code mo 08:00-12:00; mo 14:00-18:00;
 *     tu ...} for a whole week
 * @param display as the old site writes it
 * @param places where it was found; at least one, the best founded first
 * @param standing whether it was chosen among those of its kind that contradict each other
 * @param parts what the fact consists of, by the names that its {@link Kind} says; absent means unknown
 */
public record Fact(
        UUID id,
        Kind kind,
        String value,
        String display,
        List<Place> places,
        Standing standing,
        Map<String, String> parts) {

    public Fact {
        places = List.copyOf(places);
        parts = Map.copyOf(parts);
    }

    /** A fact of a kind without parts. */
    public Fact(UUID id, Kind kind, String value, String display, List<Place> places, Standing standing) {
        this(id, kind, value, display, places, standing, Map.of());
    }

    public static UUID idOf(Kind kind, String value) {
        return UUID.nameUUIDFromBytes((kind + ":" + value).getBytes(StandardCharsets.UTF_8));
    }

    public boolean isChosen() {
        return standing == Standing.CHOSEN;
    }

    public Fact standing(Standing other) {
        return new Fact(id, kind, value, display, places, other, parts);
    }

    /** The same consisting of other parts. */
    public Fact with(Map<String, String> others) {
        return new Fact(id, kind, value, display, places, standing, others);
    }

    public enum Kind {
        NAME,
        TRADE,
        TAGLINE,
        PHONE,
        MOBILE,
        FAX,
        EMAIL,
        /** Parts: street, postalCode, city, country (two letters). */
        ADDRESS,
        /** One fact is one whole week. Parts: mo, tu, we, th, fr, sa, su, each {@code 08:00-12:00,14:00-18:00}; note. */
        OPENING_HOURS,
        /** {@code display} is the price as written. Parts: label, cents, currency, group, text. */
        PRICE,
        SIREN,
        SIRET,
        /** Parts: city, number. */
        RCS,
        VAT,
        LEGAL_NAME,
        /** SARL, EURL, GmbH, Ltd... Parts: capital. */
        LEGAL_FORM,
        /** The value is the address. Parts: network. */
        SOCIAL,
        /** Parts: quote, author, place. Never without a quote; the author may be absent. */
        TESTIMONIAL,
        CERTIFICATION,
        /** {@code display} is the title. Parts: text, page (its own page's path), picture (an id). */
        SERVICE,
        /** Parts: question, answer. */
        FAQ,
        /** Parts: name, role, text, picture (an id). */
        PERSON,
        /** A year of four digits. */
        FOUNDED,
        /** Who answers for the publication (directeur de la publication, Geschäftsführer). */
        DIRECTOR
    }

    /**
     * @param page the address of the page, or {@code brief} when a person gave it
     * @param excerpt the words around it, plain text, 200 characters at most
     * @param how {@code json-ld}, {@code microdata}, {@code hcard}, {@code link}, {@code text}, {@code meta}, {@code brief}
     */
    public record Place(String page, String excerpt, String how) {}

    public enum Standing {
        CHOSEN,
        /** Contradicts the chosen one of its kind; a person may choose it instead. */
        OTHER,
        REJECTED
    }
}
