package io.chantier.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.AtOnce;
import io.chantier.Client;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.lifecycle.Approved;
import io.chantier.lifecycle.ByHand;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.sites.Sites;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import io.chantier.web.Visitor;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import tools.jackson.databind.JsonNode;

/** A client agrees by a link: what they saw is published, and nothing else. */
class ConsentTest extends ClientFixture {

    @Autowired
    DataSourceTransactionManager transactions;

    @Autowired
    ByHand byHand;

    @Autowired
    Sites sites;

    @Autowired
    SiteJobs work;

    @Test
    void what_a_client_agrees_to_is_published_and_nothing_else() {
        make("agreed");
        var path = link("agreed");
        var page = open(path);
        assertThat(page.select("h1").text()).isEqualTo("Menuiserie Lefèvre");
        assertThat(shown(page)).contains("noindex", "<nav");

        var answer = approve(path, digest(page));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        chantier.awaitState("agreed", "LIVE");
        var served =
                Client.json(chantier.api().get("/api/sites/agreed/releases")).toString();
        assertThat(served).contains(digest(page));
        await().untilAsserted(
                        () -> assertThat(open(path).select("#agree").text()).contains("est en ligne"));
        var audit = chantier.api().get("/api/audit").body();
        assertThat(audit).contains("review.approve", digest(page), "Madame Lefèvre", "127.0.0.1");
        var letters = outbox();
        assertThat(letters).contains("Votre accord pour Menuiserie Lefèvre", "Madame Lefèvre a validé");
    }

    @Test
    void what_is_changed_after_the_consent_is_not_what_goes_online() {
        make("agreed-then-changed");
        var path = link("agreed-then-changed");
        var digest = digest(open(path));
        assertThat(approve(path, digest).statusCode()).isEqualTo(302);
        retitle("agreed-then-changed", "Un titre que le client n'a pas vu");

        chantier.awaitState("agreed-then-changed", "LIVE");

        assertThat(chantier.visit("agreed-then-changed", "/")).doesNotContain("pas vu");
    }

    @Test
    void the_job_publishes_what_was_agreed_to_whatever_is_newest_and_refuses_another_release() {
        make("exactly");
        var path = link("exactly");
        var agreed = new Approved(revision("exactly"), new Digest(digest(open(path))));
        retitle("exactly", "Écrit après l'accord");
        var site = sites.find(people.firstTeam(), new Slug("exactly")).orElseThrow();
        var caller = new Review.Person("Claire", "", "fr");

        var refused = finished(work.deploy(site, new Approved(agreed.revision(), Digest.of("another")), as(caller)));
        assertThat(refused.at("/failure/code").asString()).isEqualTo("approved-other");
        assertThat(chantier.visit("exactly", "/")).contains("404");

        var done = finished(work.deploy(site, agreed, as(caller)));
        assertThat(done.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit("exactly", "/")).contains("200 OK").doesNotContain("Écrit après");
        assertThat(chantier.api().get("/api/sites/exactly/releases").body())
                .contains(agreed.release().value());
    }

    private JsonNode finished(SiteJobs.Ordered ordered) {
        assertThat(ordered).isInstanceOf(SiteJobs.Ordered.Begun.class);
        return chantier.finished(((SiteJobs.Ordered.Begun) ordered).job().toString());
    }

    private Caller as(Review.Person person) {
        var taste = new Visitor.Taste(person.locale(), null);
        return new Caller(UUID.randomUUID(), person.name(), people.firstTeam(), Role.CLIENT, false, taste, false);
    }

    @Test
    void who_agrees_to_what_has_changed_since_is_asked_to_look_again() {
        make("clients-changed");
        var path = link("clients-changed");
        var before = open(path);
        retitle("clients-changed", "Des escaliers tout neufs");

        var after = open(path);
        assertThat(digest(after)).as("the link shows what it showed").isEqualTo(digest(before));
        assertThat(shown(after)).doesNotContain("tout neufs");
        assertThat(after.select("#newer").text()).contains("plus récente");
        var refused = approve(path, digest(before));

        assertThat(refused.statusCode()).isEqualTo(409);
        var again = Jsoup.parse(refused.body());
        assertThat(again.select("h1").text()).isEqualTo("Le site a changé entre-temps");
        assertThat(approvals("clients-changed")).isZero();
        assertThat(chantier.site("clients-changed").get("state").asString()).isEqualTo("GENERATED");

        var newest = again.select("#overtaken form").attr("action");
        assertThat(client().form(newest, Map.of()).statusCode()).isEqualTo(302);
        assertThat(shown(open(path))).contains("tout neufs");
        assertThat(approve(path, digest(before)).statusCode())
                .as("the page that was open")
                .isEqualTo(409);
        assertThat(approve(path, digest(open(path))).statusCode()).isEqualTo(302);
        chantier.awaitState("clients-changed", "LIVE");
        assertThat(chantier.visit("clients-changed", "/")).contains("tout neufs");
    }

    @Test
    void who_agrees_at_the_moment_in_which_the_draft_changes_is_asked_to_look_again() {
        make("clients-race");
        var path = link("clients-race");
        var digest = digest(open(path));

        var answers = new AtOnce(database, transactions)
                .on(
                        "clients-race",
                        () -> retitled("clients-race", "Un titre de dernière minute"),
                        () -> approve(path, digest));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(200, 409);
        assertThat(Jsoup.parse(answers.getLast().body()).select("h1").text()).isEqualTo("Le site a changé entre-temps");
        assertThat(approvals("clients-race")).isZero();
        assertThat(chantier.site("clients-race").get("state").asString()).isEqualTo("GENERATED");
        assertThat(chantier.visit("clients-race", "/")).contains("Il n’y a pas de site ici");
    }

    @Test
    void pressing_the_button_twice_is_one_consent() {
        make("twice");
        var path = link("twice");
        var digest = digest(open(path));

        var answers =
                IntStream.range(0, 4)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> approve(path, digest)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .map(HttpResponse::statusCode)
                        .toList();

        assertThat(answers).containsOnly(302);
        assertThat(approvals("twice")).isEqualTo(1);
        chantier.awaitState("twice", "LIVE");
        assertThat(approve(path, digest).statusCode()).isEqualTo(302);
        assertThat(approvals("twice")).isEqualTo(1);
        assertThat(chantier.api().get("/api/audit").body().split(digest, -1)).hasSize(2);
    }

    @Test
    void what_the_gate_holds_back_is_told_to_both() {
        make("held");
        byHand.change(
                sites.find(people.firstTeam(), new Slug("held")).orElseThrow(),
                "escaliers, portes et fenêtres",
                "escaliers (appelez le 01 45 67 89 10)");
        var path = link("held");
        assertThat(approve(path, digest(open(path))).statusCode()).isEqualTo(302);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(tasks("held"))
                        .extracting(task -> task.get("kind").asString())
                        .containsExactly("HELD"));
        assertThat(open(path).select("#agree").text()).contains("L’équipe est prévenue");
        assertThat(chantier.site("held").get("state").asString()).isNotEqualTo("LIVE");
        assertThat(outbox()).contains("est retenue");
    }

    @Test
    void a_site_can_wait_for_its_client_before_it_is_published_for_the_first_time() {
        make("waiting");
        var api = chantier.api();
        assertThat(api.put("/api/sites/waiting/approval", Map.of("needed", true))
                        .statusCode())
                .isEqualTo(200);

        var refused = api.post("/api/sites/waiting/deploy", Map.of());
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Client.json(refused).get("code").asString()).isEqualTo("approval-missing");
        assertThat(Client.json(refused).get("remedy").asString()).contains("Validation");
        var tab = Jsoup.parse(julie.get("/sites/waiting/approval").body());
        assertThat(tab.select("#awaited")).hasSize(1);
        assertThat(tab.select("form[action$=/deploy]"))
                .as("what would be refused")
                .isEmpty();
        var admin = people.program(people.member(people.firstTeam(), Role.ADMIN));
        assertThat(admin.post("/api/sites/waiting/approval/override", Map.of("reason", "Pressé"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(api.post("/api/sites/waiting/approval/override", Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(422);

        var path = link("waiting");
        assertThat(approve(path, digest(open(path))).statusCode()).isEqualTo(302);
        chantier.awaitState("waiting", "LIVE");
        await().until(() -> open(path).select("#agree").text().contains("est en ligne"));
        retitle("waiting", "Ce qui est en ligne se change sans demander");
        assertThat(chantier.order("waiting", "deploy").get("state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void an_owner_publishes_without_consent_and_says_why() {
        make("overruled");
        var owner = people.program(people.member(people.firstTeam(), Role.OWNER));
        owner.put("/api/sites/overruled/approval", Map.of("needed", true));
        var answer =
                owner.post("/api/sites/overruled/approval/override", Map.of("reason", "Accord donné au téléphone"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(chantier.finished(Client.json(answer).get("job").asString())
                        .get("state")
                        .asString())
                .isEqualTo("SUCCEEDED");
        assertThat(chantier.api().get("/api/audit").body()).contains("approval.override", "Accord donné au téléphone");
    }
}
