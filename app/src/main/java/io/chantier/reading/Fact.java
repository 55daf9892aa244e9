package io.chantier.reading;

import java.util.List;
import java.util.UUID;

/**
 * One thing that the old site says about the business.
 *
 * @param value normalised, comparable: {@code +33299123456}, {@code 55210055400013}, {@code mo 08:00-12:00}, cents of a price
 * @param display as the old site writes it
 * @param places where it was found; at least one, the best founded first
 * @param standing whether it was chosen among those of its kind that contradict each other
 */
public record Fact(UUID id, Kind kind, String value, String display, List<Place> places, Standing standing) {

    public enum Kind {
        NAME,
        TRADE,
        TAGLINE,
        PHONE,
        MOBILE,
        FAX,
        EMAIL,
        ADDRESS,
        OPENING_HOURS,
        PRICE,
        SIREN,
        SIRET,
        RCS,
        VAT,
        LEGAL_NAME,
        LEGAL_FORM,
        SOCIAL,
        TESTIMONIAL,
        CERTIFICATION,
        SERVICE,
        FAQ,
        PERSON,
        FOUNDED
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
