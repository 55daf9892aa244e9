package io.chantier.deployment.dokploy;

import static io.chantier.ingress.Routed.leadsTo;
import static io.chantier.ingress.Routed.serves;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publication;
import io.chantier.deployment.Publication.Live;
import io.chantier.deployment.Publication.Underway;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.Verification;
import io.chantier.ingress.Addresses;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.sites.Site;
import io.chantier.values.DomainName;
import io.chantier.values.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names of customers' own on a Dokploy server that loses routes which are made at the same moment. */
class DokployNamesTest extends WithDokploy {

    private Publication publish(Site site, String marker) {
        return on.publish(site, on.release(site, marker));
    }

    private void rename(Site site, CustomDomain... domains) {
        online.customers.put(site.slug(), List.of(domains));
    }

    /** What a visitor of the server's Traefik gets under a name: the status, and where he is sent. */
    private Visit visit(String host, String path) {
        var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
        var answer = Online.raw(on.dokploy.traefik().getPort(), request);
        var location = answer.lines()
                .filter(line -> line.regionMatches(true, 0, "location: ", 0, 10))
                .map(line -> line.substring(10));
        return new Visit(
                Integer.parseInt(answer.substring(9, 12)), location.findFirst().orElse(""));
    }

    private record Visit(int status, String location) {}

    @Test
    void each_name_is_made_once_leads_where_it_should_and_is_removed_when_it_is_given_back() {
        var bakery = on.site("noms");
        rename(bakery, serves("martin.fr", true), leadsTo("www.martin.fr", "martin.fr"), serves("martin.com", false));
        assertThat(publish(bakery, "m1")).isInstanceOf(Live.class);
        assertThat(visit("martin.fr", "/").status()).isEqualTo(200);
        assertThat(visit("martin.com", "/").status()).isEqualTo(200);
        var led = visit("www.martin.fr", "/services/?a=1");
        assertThat(led.status()).isEqualTo(302);
        assertThat(led.location()).isEqualTo("http://martin.fr:8081/services/?a=1");
        assertThat(publish(bakery, "m1")).isInstanceOf(Live.class);
        assertThat(on.dokploy.count("domain.create")).isEqualTo(4);
        assertThat(on.dokploy.count("redirects.create")).isEqualTo(1);

        rename(bakery, serves("www.martin.fr", true), leadsTo("martin.fr", "www.martin.fr"));
        assertThat(publish(bakery, "m1")).isInstanceOf(Live.class);
        assertThat(visit("www.martin.fr", "/").status()).isEqualTo(200);
        assertThat(visit("martin.fr", "/x").location()).isEqualTo("http://www.martin.fr:8081/x");
        assertThat(visit("martin.com", "/").status()).isEqualTo(404);

        rename(bakery);
        assertThat(publish(bakery, "m1")).isInstanceOf(Live.class);
        assertThat(visit("martin.fr", "/").status()).isEqualTo(404);
        assertThat(on.dokploy.domainCount()).isEqualTo(1);
        assertThat(on.dokploy.count("application.dropDeployment")).isEqualTo(1);
    }

    @Test
    void a_kill_after_any_move_makes_no_name_twice_and_forgets_none() {
        for (var procedure :
                List.of("domain.create", "redirects.create", "domain.create", "redirects.delete", "domain.delete")) {
            on.dokploy.losingAnswerOf(procedure);
        }
        var bakery = on.site("coupe");
        rename(bakery, serves("coupe.fr", true), leadsTo("www.coupe.fr", "coupe.fr"));
        untilLive(bakery);
        assertThat(on.dokploy.domainCount()).isEqualTo(3);
        assertThat(visit("www.coupe.fr", "/").status()).isEqualTo(302);
        rename(bakery);
        untilLive(bakery);
        assertThat(on.dokploy.domainCount()).isEqualTo(1);
        assertThat(visit("www.coupe.fr", "/").status()).isEqualTo(404);
    }

    @Test
    void nobody_is_led_in_a_circle_or_to_nowhere_while_names_change_places_whatever_call_is_the_last_that_worked() {
        var bakery = on.site("ronde");
        var old = new CustomDomain[] {
            serves("ronde.fr", false), leadsTo("www.ronde.fr", "ronde.fr"), leadsTo("a.ronde.fr", "ronde.fr")
        };
        var swapped = new CustomDomain[] {
            leadsTo("a.ronde.fr", "www.ronde.fr"), leadsTo("ronde.fr", "www.ronde.fr"), serves("www.ronde.fr", false)
        };
        var other = new CustomDomain[] {leadsTo("www.ronde.fr", "neu.fr"), serves("neu.fr", false)};
        assertThat(publish(bakery, "m1")).isInstanceOf(Live.class);
        var led = 0;
        for (var names : List.of(old, swapped, old, other, swapped)) {
            rename(bakery, names);
            led += changeCallByCall(bakery);
        }
        assertThat(led).isGreaterThan(10);
        assertThat(visit("a.ronde.fr", "/").location()).isEqualTo("http://www.ronde.fr:8081/");
    }

    /** Each call is done and cut off, and then every name visited; how many redirects were followed. */
    private int changeCallByCall(Site site) {
        int led = 0;
        for (int tries = 0; tries < 30; tries++) {
            for (var procedure : List.of(
                    "domain.create", "domain.update", "domain.delete", "redirects.create", "redirects.delete")) {
                on.dokploy.losingAnswerOf(procedure);
            }
            var last = publish(site, "m1");
            for (var name : List.of("ronde.fr", "www.ronde.fr", "a.ronde.fr", "neu.fr")) {
                var visit = visit(name, "/");
                if (visit.location().isEmpty()) continue;
                led++;
                var next = URI.create(visit.location()).getHost();
                assertThat(visit(next, "/")).as("%s leads to %s", name, next).isEqualTo(new Visit(200, ""));
            }
            if (last instanceof Live) return led;
        }
        throw new AssertionError("It never came to an end");
    }

    @Test
    void a_name_that_a_paused_site_gives_back_is_removed_and_one_that_it_gets_is_there_when_it_goes_on() {
        var bakery = on.site("pause");
        var wanted = new Settling.Wanted(online.sites, online.storage.pointers());
        rename(bakery, serves("pause.fr", false), leadsTo("www.pause.fr", "pause.fr"));
        var release = on.release(bakery, "m1");
        on.publish(bakery, release);
        on.seen(bakery, release);
        assertThat(wanted.isAt(on.place(bakery), on.publisher())).isTrue();
        online.deployments.suspend(bakery);
        assertThat(wanted.isAt(on.place(bakery), on.publisher())).isFalse();
        on.publisher().stop(on.place(bakery), Publisher.Notes.NONE);
        assertThat(wanted.isAt(on.place(bakery), on.publisher())).isTrue();
        assertThat(visit("pause.fr", "/").status()).isEqualTo(502);

        rename(bakery, serves("weiter.fr", false));
        assertThat(wanted.isAt(on.place(bakery), on.publisher())).isFalse();
        on.publisher().stop(on.place(bakery), Publisher.Notes.NONE);
        assertThat(wanted.isAt(on.place(bakery), on.publisher())).isTrue();
        assertThat(visit("pause.fr", "/").status()).isEqualTo(404);
        assertThat(visit("www.pause.fr", "/").status()).isEqualTo(404);
        assertThat(visit("weiter.fr", "/").status()).isEqualTo(502);
        on.publish(bakery, release);
        assertThat(visit("weiter.fr", "/").status()).isEqualTo(200);
    }

    @Test
    void a_site_is_apart_on_a_server_that_no_proxy_of_ours_leads_to() {
        var bakery = on.site("abseits");
        assertThat(on.places.apart(Optional.of(bakery.slug()))).isEmpty();
        assertThat(on.places.apart(Optional.empty())).doesNotContain(bakery.slug());
        on.servers.store(new Servers.Listed(
                new DokployServer(
                        on.server,
                        "abseits",
                        on.dokploy.url(),
                        new Secret(""),
                        new DokployServer.Ways(URI.create(""), OnDokploy.IMAGE, "letsencrypt"),
                        new DokployServer.Limits(90, 2)),
                false,
                false));
        assertThat(on.places.apart(Optional.of(bakery.slug()))).containsExactly(bakery.slug());
        assertThat(on.places.apart(Optional.empty())).contains(bakery.slug());
        on.places.move(bakery.team(), bakery.id(), Optional.empty());
        assertThat(on.places.apart(Optional.of(bakery.slug()))).isEmpty();
    }

    private void untilLive(Site site) {
        Publication last = new Underway(Duration.ZERO);
        for (int tries = 0; tries < 20 && !(last instanceof Live); tries++) last = publish(site, "m1");
        assertThat(last).isInstanceOf(Live.class);
    }

    @Test
    void names_of_sites_that_come_at_the_same_moment_are_all_reached() throws Exception {
        var sites = IntStream.range(0, 4)
                .mapToObj(number -> on.site("rush-" + number))
                .toList();
        for (var site : sites) {
            var name = site.slug() + ".fr";
            rename(site, serves(name, true), leadsTo("www." + name, name));
        }
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = replicas.invokeAll(sites.stream()
                    .flatMap(site ->
                            IntStream.range(0, 2).<Callable<Publication>>mapToObj(_ -> () -> publish(site, "m1")))
                    .toList());
            for (var one : all) assertThat(one.get()).isInstanceOf(Live.class);
        }
        for (var site : sites) {
            assertThat(visit(site.slug() + ".fr", "/").status()).isEqualTo(200);
            assertThat(visit("www." + site.slug() + ".fr", "/").status()).isEqualTo(302);
        }
        assertThat(on.dokploy.domainCount()).isEqualTo(12);
    }

    @Test
    void a_name_that_a_person_deleted_or_haste_lost_is_noticed_told_and_made_anew_and_one_of_theirs_stays() {
        var bakery = on.site("main");
        rename(bakery, serves("main.fr", true));
        publish(bakery, "m1");
        var app = on.place(bakery).app().orElseThrow().id();
        on.dokploy.domainDeletedByHand("main.fr");
        new AppRoutes(on.calls(), app).create(new PlaceName("theirs.fr", false, Optional.empty()), "none");
        assertThat(visit("main.fr", "/").status()).isEqualTo(404);
        assertThat(publish(bakery, "m1")).isInstanceOf(Live.class);
        assertThat(visit("main.fr", "/").status()).isEqualTo(200);
        assertThat(on.saidAbout("dokploy.domain-again"))
                .hasValueSatisfying(said -> assertThat(said).contains("main.fr"));
        on.dokploy.losingRouteOf("main.fr");
        publish(bakery, "m1");
        assertThat(visit("main.fr", "/").status()).isEqualTo(200);
        rename(bakery);
        publish(bakery, "m1");
        assertThat(visit("main.fr", "/").status()).isEqualTo(404);
        assertThat(visit("theirs.fr", "/").status()).isEqualTo(200);
    }

    @Test
    void a_certificate_is_ordered_only_for_a_name_that_may_have_one_and_only_where_dokploy_speaks_tls() {
        var names = new PlaceNames(
                on.places, () -> new Addresses("https", new DomainName("example.fr"), 443), online.customNames);
        var bakery = on.site("tls");
        rename(
                bakery,
                serves("sure.fr", true),
                serves("early.fr", false),
                leadsTo("www.sure.fr", "sure.fr"),
                leadsTo("old.fr", "early.fr"));
        assertThat(names.wished(on.place(bakery), server("letsencrypt", "")))
                .extracting(PlaceName::line)
                .containsExactly(
                        "https://" + bakery.slug() + ".example.fr",
                        "https://sure.fr",
                        "http://early.fr",
                        "https://www.sure.fr > https://sure.fr",
                        "https://old.fr > http://early.fr");
        for (var server : List.of(server("none", ""), server("letsencrypt", "http://10.0.0.5"))) {
            assertThat(names.wished(on.place(bakery), server)).noneMatch(PlaceName::https);
        }
        publish(bakery, "m1");
        on.dokploy.forgetRequests();
        var sure = new PlaceName("sure.fr", true, Optional.empty());
        var early = new PlaceName("early.fr", false, Optional.empty());
        var routes =
                new AppRoutes(on.calls(), on.place(bakery).app().orElseThrow().id());
        routes.create(sure, "letsencrypt");
        routes.create(early, "letsencrypt");
        assertThat(on.dokploy.requests())
                .extracting(FakeDokploy.Asked::body)
                .satisfiesExactly(
                        body -> assertThat(body).contains("\"certificateType\":\"letsencrypt\"", "\"https\":true"),
                        body -> assertThat(body).contains("\"certificateType\":\"none\"", "\"https\":false"));
    }

    private static DokployServer server(String certificates, String reach) {
        return new DokployServer(
                UUID.randomUUID(),
                "atelier",
                URI.create("http://127.0.0.1:3000"),
                new Secret("key"),
                new DokployServer.Ways(URI.create(reach), "nginx:alpine", certificates),
                new DokployServer.Limits(90, 2));
    }

    @Test
    void our_own_name_may_lead_to_the_primary_one_and_the_site_is_seen_there() {
        var bakery = on.site("tete");
        var own = bakery.slug() + ".localhost";
        rename(bakery, serves("tete.fr", false), leadsTo(own, "tete.fr"));
        var release = on.release(bakery, "m1");
        assertThat(on.publish(bakery, release)).isInstanceOf(Live.class);
        assertThat(visit(own, "/a").location()).isEqualTo("http://tete.fr:8081/a");
        assertThat(on.seen(bakery, release))
                .isInstanceOfSatisfying(
                        Verification.Seen.class,
                        seen -> assertThat(seen.address()).hasToString("http://tete.fr:8081"));
    }
}
