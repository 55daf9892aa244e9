package io.chantier.reading.web;

import io.chantier.reading.Fact;

/** The icon that stands for a kind of fact. */
final class FactIcon {

    private FactIcon() {}

    static String of(Fact.Kind kind) {
        return switch (kind) {
            case NAME, LEGAL_NAME, LEGAL_FORM -> "building-store";
            case TRADE, SERVICE -> "tools";
            case TAGLINE -> "quote";
            case PHONE -> "phone";
            case MOBILE -> "device-mobile";
            case FAX -> "printer";
            case EMAIL -> "mail";
            case ADDRESS -> "map-pin";
            case OPENING_HOURS -> "clock";
            case PRICE -> "currency-euro";
            case SIREN, SIRET, RCS, VAT -> "id";
            case SOCIAL -> "share";
            case TESTIMONIAL -> "message-circle";
            case CERTIFICATION -> "certificate";
            case FAQ -> "help-circle";
            case PERSON, DIRECTOR -> "user";
            case FOUNDED -> "calendar";
        };
    }
}
