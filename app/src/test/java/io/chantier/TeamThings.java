package io.chantier;

import io.chantier.fleet.Batch;
import io.chantier.fleet.Batches;
import io.chantier.identity.ApiTokens;
import io.chantier.identity.Outbox;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Things that belong to the first team, new for each use, to put their names into a route's pattern. */
@Component
class TeamThings {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final TeamFixture people;
    private final Drafts drafts;
    private final Jobs jobs;
    private final ApiTokens tokens;
    private final Outbox outbox;
    private final SiteThings things;
    private final Batches batches;

    TeamThings(
            TeamFixture people,
            Drafts drafts,
            Jobs jobs,
            ApiTokens tokens,
            Outbox outbox,
            SiteThings things,
            Batches batches) {
        this.people = people;
        this.drafts = drafts;
        this.jobs = jobs;
        this.tokens = tokens;
        this.outbox = outbox;
        this.things = things;
        this.batches = batches;
    }

    /** What nobody made gets a name that nothing has, and then is 404 for everybody who may ask. */
    String fill(String pattern) {
        var site = pattern.contains("/sites/{slug}") ? site() : null;
        var named =
                site == null ? pattern : pattern.replace("{slug}", site.slug().value());
        if (named.contains("/jobs/{id}")) named = named.replace("{id}", job(site));
        if (named.contains("/members/{id}")) named = named.replace("{id}", member());
        if (named.contains("/invitations/{id}")) {
            named = named.replace("{id}", people.invitation().toString());
        }
        if (named.contains("/review/{token}")) named = named.replace("{token}", things.reviewToken(site()));
        if (named.contains("/tokens/{id}")) named = named.replace("{id}", token());
        if (named.contains("/outbox/{id}")) named = named.replace("{id}", letter());
        if (named.contains("/imports/{id}") || named.contains("/bulk/{id}")) named = named.replace("{id}", batch());
        if (site != null) named = things.fill(named, site);
        named = named.replace("{digest}", "0".repeat(64));
        return VARIABLE.matcher(named)
                .replaceAll(_ -> UUID.randomUUID().toString())
                .replace("/**", "/x");
    }

    /** What a route needs to get as far as looking for the thing; an empty object where it needs nothing. */
    String body(String route) {
        return switch (route) {
            case "PUT /api/members/{id}" -> "{\"disabled\": false}";
            default -> "{}";
        };
    }

    private Site site() {
        var name = "Matrix " + UUID.randomUUID();
        return switch (drafts.draft(people.firstTeam(), new NewSite(name, null, "http://old.example/", null, null))) {
            case Drafts.Outcome.Drafted(var site) -> site;
            case Drafts.Outcome.Invalid(var fields) -> throw new AssertionError(fields);
        };
    }

    private String job(@Nullable Site site) {
        var subject = (site == null ? UUID.randomUUID() : site.id()).toString();
        return jobs.start(JobOrder.of(
                        "of-the-access-matrix", subject, people.firstTeam().value()))
                .job()
                .toString();
    }

    private String member() {
        return people.member(people.firstTeam(), Role.VIEWER).account().id().toString();
    }

    private String token() {
        var operator = people.operator();
        return tokens.make(operator.team(), operator.account().id(), "of the matrix", Role.VIEWER, null)
                .about()
                .id()
                .toString();
    }

    private String batch() {
        var id = UUID.randomUUID();
        batches.save(new Batch(id, people.firstTeam(), Batch.Kind.IMPORT, "", "Matrix", Instant.now(), List.of()));
        return id.toString();
    }

    private String letter() {
        outbox.write(new Outbox.Letter(people.firstTeam(), "someone@example.fr", "Subject", "Body"));
        return outbox.list(people.firstTeam(), null, 1).items().getFirst().id().toString();
    }
}
