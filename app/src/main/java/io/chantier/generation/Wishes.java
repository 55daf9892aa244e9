package io.chantier.generation;

import java.util.List;
import java.util.Optional;

/**
 * What a person asked for besides the source; every part is optional and goes before what was read.
 *
 * @param language {@code fr}, {@code en} or {@code de}
 * @param social addresses of profiles
 * @param tone {@code sober} or {@code warm}; the offline author, who only chooses among the source's words, ignores it
 */
public record Wishes(
        Business business,
        Optional<String> language,
        Appearance appearance,
        Contact contact,
        List<String> social,
        Optional<String> tone) {

    public static final Wishes NONE = new Wishes(
            new Business(Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty(),
            new Appearance(Optional.empty(), List.of(), Optional.empty()),
            new Contact(List.of(), List.of(), Optional.empty()),
            List.of(),
            Optional.empty());

    public Wishes {
        social = List.copyOf(social);
    }

    public record Business(Optional<String> name, Optional<String> trade, Optional<String> description) {}

    /**
     * @param look {@code atelier}, {@code horizon} or {@code vitrine}
     * @param colours {@code #rrggbb}, the main one first
     * @param logo id of a picture
     */
    public record Appearance(Optional<String> look, List<String> colours, Optional<String> logo) {

        public Appearance {
            colours = List.copyOf(colours);
        }
    }

    /** @param address in one line, as it is to be shown */
    public record Contact(List<String> phones, List<String> emails, Optional<String> address) {

        public Contact {
            phones = List.copyOf(phones);
            emails = List.copyOf(emails);
        }
    }

    public Wishes named(String name) {
        return new Wishes(
                new Business(Optional.of(name), business.trade(), business.description()),
                language,
                appearance,
                contact,
                social,
                tone);
    }

    public Wishes in(String wishedLanguage) {
        return new Wishes(business, Optional.of(wishedLanguage), appearance, contact, social, tone);
    }

    public Wishes looking(Appearance wishedAppearance) {
        return new Wishes(business, language, wishedAppearance, contact, social, tone);
    }
}
