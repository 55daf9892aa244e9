package io.chantier.sites;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants of the new site or knows about the business; everything is optional and goes before what was
 * read. With {@code business} filled and no old site, it is the brief from which the site is made.
 *
 * @param look a look of the template ({@code atelier}, {@code horizon}, {@code vitrine}); null lets the author choose
 * @param colours brand colours as {@code #rrggbb}, strongest first
 * @param logo id of a picture of the site
 * @param tone a word or two on the manner of speaking, for authors that write
 * @param length how much text, one of {@link #LENGTHS}; null lets the author choose
 * @param sections those of {@link #SECTIONS} that are wanted; empty for all that there is matter for
 * @param languages into which the site is translated, beside its main one
 */
public record Wishes(
        @Nullable String look,
        List<String> colours,
        @Nullable String logo,
        @Nullable String tone,
        @Nullable String description,
        Business business,
        @Nullable String length,
        List<String> sections,
        List<String> languages) {

    public static final List<String> LENGTHS = List.of("short", "normal", "long");

    /** What can be left out; how the business is reached and its legal page cannot. */
    public static final List<String> SECTIONS =
            List.of("services", "about", "text", "gallery", "testimonials", "prices", "team", "faq", "certifications");

    public static final Wishes NONE = new Wishes(null, List.of(), null, null, null, Business.UNKNOWN);

    public Wishes {
        colours = Given.list(colours);
        sections = Given.list(sections);
        languages = Given.list(languages).stream().distinct().toList();
        business = business == null ? Business.UNKNOWN : business;
    }

    /** Of the usual length, with everything that there is matter for, in one language. */
    public Wishes(
            @Nullable String look,
            List<String> colours,
            @Nullable String logo,
            @Nullable String tone,
            @Nullable String description,
            Business business) {
        this(look, colours, logo, tone, description, business, null, List.of(), List.of());
    }

    /** What the client told about the business. */
    public record Business(
            @Nullable String trade,
            List<Service> services,
            Contact contact,
            List<String> hours,
            List<String> social,
            List<String> pictures) {

        public static final Business UNKNOWN =
                new Business(null, List.of(), Contact.NONE, List.of(), List.of(), List.of());

        public Business {
            services = Given.list(services);
            contact = contact == null ? Contact.NONE : contact;
            hours = Given.list(hours);
            social = Given.list(social);
            pictures = Given.list(pictures);
        }
    }

    /** One thing that the business does; {@code price} as it is to be shown. */
    public record Service(
            String title, @Nullable String text, @Nullable String price) {}

    /** How the business is reached. */
    public record Contact(
            List<String> phones,
            List<String> emails,
            @Nullable String address) {
        public static final Contact NONE = new Contact(List.of(), List.of(), null);

        public Contact {
            phones = Given.list(phones);
            emails = Given.list(emails);
        }
    }

    /** Every text that a person told of the business, as it was told. */
    public List<String> texts() {
        var texts = new ArrayList<String>();
        Stream.of(description, business.trade(), business.contact().address())
                .filter(Objects::nonNull)
                .forEach(texts::add);
        texts.addAll(business.contact().phones());
        texts.addAll(business.contact().emails());
        texts.addAll(business.hours());
        texts.addAll(business.social());
        for (var service : business.services())
            Stream.of(service.title(), service.text(), service.price())
                    .filter(Objects::nonNull)
                    .forEach(texts::add);
        return texts;
    }

    public Wishes withLogo(@Nullable String picture) {
        return new Wishes(look, colours, picture, tone, description, business, length, sections, languages);
    }

    public Wishes withDesign(@Nullable String worn, List<String> brand) {
        return new Wishes(worn, brand, logo, tone, description, business, length, sections, languages);
    }

    public Wishes withLanguages(List<String> further) {
        return new Wishes(look, colours, logo, tone, description, business, length, sections, further);
    }

    public Wishes withPictures(List<String> pictures) {
        var more = new Business(
                business.trade(),
                business.services(),
                business.contact(),
                business.hours(),
                business.social(),
                pictures);
        return new Wishes(look, colours, logo, tone, description, more, length, sections, languages);
    }

    /** Whether there is enough to make a site without an old one: something that it does or a way to reach it. */
    @JsonIgnore
    public boolean isBrief() {
        var trade = business.trade();
        return !business.services().isEmpty()
                || (trade != null && !trade.isBlank())
                || business.contact().phones().stream().anyMatch(phone -> !phone.isBlank())
                || business.contact().emails().stream().anyMatch(email -> !email.isBlank());
    }
}
