package io.chantier.sites.web;

import io.chantier.sites.NewSite;
import io.chantier.sites.Wishes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was typed into one of the two forms for a new site; every field may be absent and is shown again as typed. */
public record NewSiteForm(
        @Nullable String typedSourceUrl,
        @Nullable String typedName,
        @Nullable String typedSlug,
        @Nullable String typedLook,
        @Nullable String typedGoal,
        List<String> languages,
        Brief brief) {

    public static final List<String> LOOKS = List.of("atelier", "horizon", "vitrine");
    public static final List<String> LANGUAGES = List.of("fr", "en", "de");

    /** What a client without an old site tells. */
    public record Brief(
            @Nullable String trade,
            @Nullable String language,
            @Nullable String services,
            @Nullable String description,
            Contact contact) {}

    /** How the business is reached, as typed. */
    public record Contact(
            @Nullable String phone,
            @Nullable String email,
            @Nullable String address,
            @Nullable String hours) {}

    static final Brief NO_BRIEF = new Brief(null, null, null, null, new Contact(null, null, null, null));

    public static NewSiteForm empty() {
        return new NewSiteForm(null, null, null, null, null, List.of(), NO_BRIEF);
    }

    public String sourceUrl() {
        return shown(typedSourceUrl);
    }

    public String name() {
        return shown(typedName);
    }

    public String slug() {
        return shown(typedSlug);
    }

    public String look() {
        return shown(typedLook);
    }

    public String goal() {
        return shown(typedGoal);
    }

    public String trade() {
        return shown(brief.trade());
    }

    public String language() {
        return shown(brief.language());
    }

    public String services() {
        return shown(brief.services());
    }

    public String description() {
        return shown(brief.description());
    }

    public String phone() {
        return shown(brief.contact().phone());
    }

    public String email() {
        return shown(brief.contact().email());
    }

    public String address() {
        return shown(brief.contact().address());
    }

    public String hours() {
        return shown(brief.contact().hours());
    }

    /** Whether somebody used the fields that are folded away. */
    public boolean isDetailed() {
        return !(name() + slug() + look()).isEmpty() || !languages.isEmpty();
    }

    NewSite fromAddress() {
        return new NewSite(typedName, typedSlug, sourceUrl(), null, wishes(Wishes.Business.UNKNOWN));
    }

    NewSite fromBrief() {
        var contact = new Wishes.Contact(
                lines(brief.contact().phone()),
                lines(brief.contact().email()),
                given(brief.contact().address()));
        var business = new Wishes.Business(
                given(brief.trade()),
                lines(brief.services()).stream().map(NewSiteForm::service).toList(),
                contact,
                lines(brief.contact().hours()),
                List.of(),
                List.of());
        return new NewSite(typedName, typedSlug, null, brief.language(), wishes(business));
    }

    private Wishes wishes(Wishes.Business business) {
        return new Wishes(given(typedLook), List.of(), null, null, given(brief.description()), business)
                .withLanguages(languages);
    }

    /** {@code Ramonage : deux fois par an} is a title and a text. */
    private static Wishes.Service service(String line) {
        var parts = line.split("\\s+[:–—-]\\s+", 2);
        return new Wishes.Service(parts[0].strip(), parts.length > 1 ? parts[1].strip() : null, null);
    }

    private static List<String> lines(@Nullable String typed) {
        return Arrays.stream(shown(typed).split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String shown(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "");
    }

    private static @Nullable String given(@Nullable String typed) {
        return typed == null || typed.isBlank() ? null : typed.strip();
    }
}
