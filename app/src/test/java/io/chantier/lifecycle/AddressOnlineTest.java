package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.deployment.Online;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.jobs.Job;
import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.web.Visitor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The pages that are online name the address that the site has, without anybody publishing them. */
class AddressOnlineTest extends WithPublishedSite {

    private static final String SLUG = "address-follows";
    private static final String DRAFT = "en bois massif, séché chez nous";

    @Autowired
    JdbcClient database;

    @Autowired
    Jobs jobs;

    @Autowired
    SiteJobs work;

    @Autowired
    AddressNews news;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void what_is_online_follows_the_address_and_no_draft_goes_along() {
        online(SLUG);
        byHand.change(found(SLUG), "en bois massif", DRAFT);
        var draft = found(SLUG).status().revision();
        var first = working(found(SLUG), false);
        assertThat(chantier.visit(SLUG, "/")).contains(canonical(SLUG + ".localhost"));

        choose(first);
        awaitCanonical(first.name());
        awaitRest();
        assertThat(visit(first.name())).doesNotContain(DRAFT);
        assertThat(found(SLUG).status().revision()).isEqualTo(draft);
        assertThat(follow()).singleElement().satisfies(job -> {
            assertThat(job.order().priority()).isNegative();
            assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        });

        var platform = "/api/sites/" + SLUG + "/domains/platform";
        assertThat(chantier.api().put(platform, Map.of("leads", false)).statusCode())
                .isEqualTo(200);
        awaitRest();
        assertThat(follow()).as("the address is right already").hasSize(1);

        // As a process leaves it that is killed before it says so.
        database.sql("update site_domain set is_primary = false where id = ?")
                .param(first.id())
                .update();
        var second = working(found(SLUG), true);
        news.orderForgotten();
        news.orderForgotten();
        awaitCanonical(second.name());
        awaitRest();
        assertThat(follow()).hasSize(2);
        assertThat(visit(second.name())).doesNotContain(DRAFT);

        waitingForAnAddressGivesWayToAPerson();

        var ordered = chantier.api().post("/api/sites/" + SLUG + "/deploy", Map.of());
        assertThat(ordered.statusCode()).isEqualTo(202);
        remove(second);
        remove(first);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(chantier.visit(SLUG, "/")).contains(canonical(SLUG + ".localhost"), DRAFT));
        awaitRest();
        assertThat(work.of(found(SLUG))).extracting(Job::state).containsOnly(JobState.SUCCEEDED);
    }

    /** No worker sees the orders, and none of them remains. */
    private void waitingForAnAddressGivesWayToAPerson() {
        transaction.executeWithoutResult(all -> {
            var site = found(SLUG);
            var owed = new Readdressed(site.status().revision(), URI.create("http://another.example"));
            var behind = ((SiteJobs.Ordered.Begun) work.deploy(site, owed)).job();

            assertThat(work.deploy(site, owner())).isInstanceOf(SiteJobs.Ordered.Begun.class);

            assertThat(jobs.find(behind)).get().extracting(Job::state).isEqualTo(JobState.CANCELLED);
            all.setRollbackOnly();
        });
    }

    private Caller owner() {
        var operator = people.operator();
        var taste = new Visitor.Taste(null, null);
        return new Caller(operator.account().id(), "owner", operator.team(), Role.OWNER, true, taste, true);
    }

    private record Name(UUID id, String name) {}

    /** A name that is proved and whose certificate was seen. */
    private Name working(Site site, boolean primary) {
        var id = UUID.randomUUID();
        var name = "a" + id.toString().substring(0, 13) + ".org";
        database.sql("""
                insert into site_domain (id, team_id, site_id, site_slug, name, token, is_primary, added_at, verified_at,
                    proved_by, next_look_at)
                values (:id, :team, :site, :slug, :name, 'token', :primary, now(), now(), :name, now() + interval '1 day')
                """)
                .param("id", id)
                .param("team", site.team().value())
                .param("site", site.id().value())
                .param("slug", site.slug().value())
                .param("name", name)
                .param("primary", primary)
                .update();
        database.sql("""
                insert into domain_health (domain_id, team_id, next_look_at, granted_at, not_after)
                values (?, ?, now() + interval '1 day', now(), now() + interval '60 days')
                on conflict (domain_id) do update set next_look_at = excluded.next_look_at,
                    granted_at = excluded.granted_at, not_after = excluded.not_after
                """).params(id, site.team().value()).update();
        return new Name(id, name);
    }

    private void choose(Name name) {
        var answer = chantier.api().put("/api/sites/" + SLUG + "/domains/" + name.id() + "/primary", Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void remove(Name name) {
        var answer = chantier.api().delete("/api/sites/" + SLUG + "/domains/" + name.id());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private void awaitCanonical(String name) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(visit(name)).contains(canonical(name)));
    }

    /** Nothing works on the site, and nothing waits for its address. */
    private void awaitRest() {
        var site = found(SLUG);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            var busy = jobs.subjectsAtWork(site.team().value());
            return !busy.contains(site.id().toString()) && !busy.contains(SiteKey.behind(site));
        });
    }

    private String visit(String host) {
        return Online.raw(edge.port(), "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private static String canonical(String host) {
        return "<link rel=\"canonical\" href=\"http://" + host + ":";
    }

    private List<Job> follow() {
        return work.of(found(SLUG)).stream()
                .filter(job -> Readdressed.of(job.order()).isPresent())
                .toList();
    }
}
