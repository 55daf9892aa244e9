package io.chantier.sites;

import io.chantier.sites.Site.Profile;
import io.chantier.sites.Site.Status;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import io.chantier.web.Problem.FieldProblem;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes a draft of what somebody typed, or says field by field why not. */
@Component
public class Drafts {

    private final Sites sites;
    private final ObjectProvider<Translating> translating;

    Drafts(Sites sites, ObjectProvider<Translating> translating) {
        this.sites = sites;
        this.translating = translating;
    }

    /** The answer to what was typed. */
    public sealed interface Outcome {
        record Drafted(Site site) implements Outcome {}

        record Invalid(List<FieldProblem> fields) implements Outcome {}
    }

    public Outcome draft(TeamId team, NewSite wanted) {
        var problems =
                new ArrayList<>(ProfileCheck.of(wanted.name(), wanted.sourceUrl(), wanted.language(), wanted.wishes()));
        var source = source(wanted.sourceUrl());
        var wishes = Optional.ofNullable(wanted.wishes()).orElse(Wishes.NONE);
        if (isBlank(wanted.sourceUrl()) && !wishes.isBrief()) {
            problems.add(problem("sourceUrl", "address-or-brief"));
        }
        untranslatable(wishes, List.of()).ifPresent(problems::add);
        var given = givenSlug(wanted.slug(), problems);
        if (!problems.isEmpty()) return new Outcome.Invalid(problems);

        var name = name(wanted, source);
        var profile = new Profile(name, source.map(URI::toString).orElse(null), blankToNull(wanted.language()), wishes);
        return given.isPresent() ? insert(team, given.get(), profile) : insertWithFreeSlug(team, name, profile);
    }

    /**
     * A site that lives on a bench, in the state in which it is there; its slug is made from the first part of its name.
     *
     * @param host its public name
     */
    public Site hosted(TeamId team, String host, SiteState state) {
        var wished = Slug.suggestedBy(host.replaceFirst("\\..*", ""));
        var profile = new Profile(host, null, null, Wishes.NONE);
        for (var tries = 1; tries <= 20; tries++) {
            var site = new Site(
                    new SiteId(UUID.randomUUID()),
                    team,
                    free(wished),
                    SiteKind.BENCH,
                    profile,
                    new Status(state, null, null, null),
                    Instant.now().truncatedTo(ChronoUnit.MICROS));
            if (sites.draft(site) instanceof Sites.Drafting.Drafted(var drafted)) return drafted;
        }
        throw new IllegalStateException("No free slug like " + wished);
    }

    /** Whether the name is only what the address suggested, so that a better one may take its place. */
    public static boolean isNameSuggested(Profile profile) {
        return profile.name().equals(suggestedName(profile.sourceUrl()));
    }

    private static String suggestedName(@Nullable String sourceUrl) {
        return Optional.ofNullable(sourceUrl)
                .flatMap(SourceAddress::parse)
                .map(SourceAddress::nameOf)
                .orElse("site");
    }

    /** Whether somebody can be asked for further languages. */
    public boolean canTranslate() {
        return translating.stream().anyMatch(Translating::isPossible);
    }

    private Optional<FieldProblem> untranslatable(Wishes wishes, List<String> before) {
        return canTranslate() || before.containsAll(wishes.languages())
                ? Optional.empty()
                : Optional.of(problem("wishes.languages", "translation-needs-model"));
    }

    /**
     * What is wrong with a changed profile; empty when nothing is.
     *
     * @param before as it is
     */
    public List<FieldProblem> check(Profile profile, Profile before) {
        var problems = new ArrayList<>(
                ProfileCheck.of(profile.name(), profile.sourceUrl(), profile.language(), profile.wishes()));
        if (profile.name().isBlank()) problems.add(problem("name", "required"));
        untranslatable(profile.wishes(), before.wishes().languages()).ifPresent(problems::add);
        return problems;
    }

    /** A changed profile in which nothing is wrong, as it is kept: the address in full, nothing where a field is empty. */
    public static Profile tidied(Profile profile) {
        return new Profile(
                profile.name().strip(),
                source(profile.sourceUrl()).map(URI::toString).orElse(null),
                blankToNull(profile.language()),
                profile.wishes());
    }

    private Outcome insert(TeamId team, Slug slug, Profile profile) {
        return switch (sites.draft(site(team, slug, profile))) {
            case Sites.Drafting.Drafted(var site) -> new Outcome.Drafted(site);
            case Sites.Drafting.SlugTaken(var taken) ->
                new Outcome.Invalid(List.of(new FieldProblem("slug", "slug-taken", Map.of("slug", taken.value()))));
        };
    }

    private Outcome insertWithFreeSlug(TeamId team, String name, Profile profile) {
        var wished = Slug.suggestedBy(name);
        for (var tries = 1; tries <= 20; tries++) {
            if (insert(team, free(wished), profile) instanceof Outcome.Drafted drafted) return drafted;
        }
        return new Outcome.Invalid(List.of(new FieldProblem("slug", "slug-taken", Map.of("slug", wished.value()))));
    }

    private Slug free(Slug wished) {
        var taken = sites.takenLike(wished);
        return IntStream.iterate(1, n -> n + 1)
                .mapToObj(n -> n == 1 ? wished : new Slug(wished + "-" + n))
                .filter(slug -> !slug.isReserved() && !taken.contains(slug.value()))
                .findFirst()
                .orElseThrow();
    }

    private static Site site(TeamId team, Slug slug, Profile profile) {
        return new Site(
                new SiteId(UUID.randomUUID()),
                team,
                slug,
                SiteKind.SHOWCASE,
                profile,
                new Status(SiteState.DRAFT, null, null, null),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private static Optional<URI> source(@Nullable String typed) {
        return typed == null || typed.isBlank() ? Optional.empty() : SourceAddress.parse(typed);
    }

    private static Optional<Slug> givenSlug(@Nullable String typed, List<FieldProblem> problems) {
        if (typed == null || typed.isBlank()) return Optional.empty();
        if (!Slug.isSlug(typed)) {
            problems.add(problem("slug", "not-a-slug"));
            return Optional.empty();
        }
        var slug = new Slug(typed);
        if (slug.isReserved()) problems.add(new FieldProblem("slug", "slug-reserved", Map.of("slug", typed)));
        return Optional.of(slug);
    }

    private static String name(NewSite wanted, Optional<URI> source) {
        if (!isBlank(wanted.name()))
            return java.util.Objects.requireNonNull(wanted.name()).strip();
        return source.map(SourceAddress::nameOf).orElse("site");
    }

    private static FieldProblem problem(String field, String code) {
        return new FieldProblem(field, code, Map.of());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return isBlank(text) ? null : text;
    }
}
