package io.chantier.sites.web;

import io.chantier.sites.Site;
import io.chantier.sites.Wishes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of a site's profile that a person edits on a page; a form that somebody else wrote may lack fields. */
public record DetailsForm(
        @Nullable String typedName,
        @Nullable String typedSourceUrl,
        @Nullable String typedLanguage,
        Design design,
        @Nullable String typedDescription,
        Contact contact) {

    public static final List<String> LOOKS = NewSiteForm.LOOKS;
    public static final List<String> LANGUAGES = NewSiteForm.LANGUAGES;

    /** How the site is to look and to speak. */
    public record Design(
            @Nullable String look,
            @Nullable String colours,
            @Nullable String tone,
            Scope scope) {}

    /** How much of it there is to be. */
    public record Scope(@Nullable String length, List<String> sections, List<String> languages) {}

    /** How the business is reached, one to a line; it goes before what was read. */
    public record Contact(
            @Nullable String phones,
            @Nullable String emails,
            @Nullable String address,
            @Nullable String hours,
            @Nullable String social) {}

    static DetailsForm of(Site site) {
        var wishes = site.profile().wishes();
        var business = wishes.business();
        var known = business.contact();
        return new DetailsForm(
                site.name(),
                site.profile().sourceUrl(),
                site.profile().language(),
                new Design(
                        wishes.look(),
                        String.join(", ", wishes.colours()),
                        wishes.tone(),
                        new Scope(wishes.length(), wishes.sections(), wishes.languages())),
                wishes.description(),
                new Contact(
                        String.join("\n", known.phones()),
                        String.join("\n", known.emails()),
                        known.address(),
                        String.join("\n", business.hours()),
                        String.join("\n", business.social())));
    }

    public String name() {
        return shown(typedName);
    }

    public String sourceUrl() {
        return shown(typedSourceUrl);
    }

    public String language() {
        return shown(typedLanguage);
    }

    public String look() {
        return shown(design.look());
    }

    public String colours() {
        return shown(design.colours());
    }

    public String tone() {
        return shown(design.tone());
    }

    public String length() {
        return shown(design.scope().length());
    }

    /** Ticked; none stands for all. */
    public List<String> sections() {
        return design.scope().sections();
    }

    public List<String> languages() {
        return design.scope().languages();
    }

    public String description() {
        return shown(typedDescription);
    }

    public String phones() {
        return shown(contact.phones());
    }

    public String emails() {
        return shown(contact.emails());
    }

    public String address() {
        return shown(contact.address());
    }

    public String hours() {
        return shown(contact.hours());
    }

    public String social() {
        return shown(contact.social());
    }

    Site.Profile over(Site.Profile profile) {
        var old = profile.wishes();
        var wishes = new Wishes(
                given(look()),
                colourList(),
                old.logo(),
                given(tone()),
                given(description()),
                over(old.business()),
                given(length()),
                sections(),
                languages());
        var spoken = given(language());
        return new Site.Profile(
                name().strip(), given(sourceUrl()), spoken == null ? profile.language() : spoken, wishes);
    }

    private Wishes.Business over(Wishes.Business old) {
        return new Wishes.Business(
                old.trade(),
                old.services(),
                new Wishes.Contact(lines(phones()), lines(emails()), given(address())),
                lines(hours()),
                lines(social()),
                old.pictures());
    }

    private List<String> colourList() {
        return Arrays.stream(colours().split("[,;\\s]+"))
                .filter(colour -> !colour.isEmpty())
                .toList();
    }

    private static List<String> lines(String typed) {
        return Arrays.stream(typed.split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String shown(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "");
    }

    private static @Nullable String given(String typed) {
        return typed.isBlank() ? null : typed.strip();
    }
}
