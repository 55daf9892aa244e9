package io.chantier.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.chantier.ChantierTest;
import io.chantier.domains.DomainDesk.Wanted;
import io.chantier.domains.dns.Dns;
import io.chantier.domains.dns.DnsSettings;
import io.chantier.domains.dns.RunningNsd;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.identity.Settings;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.ingress.Addresses;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSite.Use;
import io.chantier.ingress.RoutesChanged;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.Sites;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.web.ProblemException;
import io.chantier.web.Visitor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two teams and what they want of names, on a real database; DNS says what the test wrote. */
@ChantierTest
class DomainsOfTeamsTest {

    @Autowired
    TeamFixture people;

    @Autowired
    Drafts drafts;

    @Autowired
    DomainDesk desk;

    @Autowired
    SiteDomains domains;

    @Autowired
    LookRows looks;

    @Autowired
    DomainRows rows;

    @Autowired
    DomainNews news;

    @Autowired
    Audit audit;

    @Autowired
    Sites sites;

    @Autowired
    Settings chosen;

    @Autowired
    DomainSettings settings;

    @Autowired
    JdbcClient database;

    @Autowired
    ConfigurableApplicationContext context;

    @Autowired
    Naming names;

    @Autowired
    PlatformTransactionManager transactions;

    private final ZoneOfTests zone = new ZoneOfTests();
    private Team bakers;
    private Team florists;

    /** A team with a site, and the person who looks after it. */
    private record Team(Person owner, Caller caller, Site site) {}

    @BeforeEach
    void twoTeams() {
        bakers = team("Bakers");
        florists = team("Florists");
    }

    @Test
    void a_name_waits_for_its_record_and_is_the_teams_when_it_is_seen() {
        var name = fresh();
        var asked = add(bakers, name);
        assertThat(asked.isVerified()).isFalse();
        assertThat(asked.recordName()).isEqualTo("_chantier." + name);
        assertThat(asked.recordValue()).matches("chantier-verify=[0-9a-f]{32}");
        assertThat(checks().look(asked)).isEqualTo(Finding.MISSING);
        zone.say(asked.recordName(), "chantier-verify=" + "0".repeat(32));
        assertThat(checks().look(asked)).isEqualTo(Finding.OTHER_TOKEN);
        zone.fallSilent(true);
        assertThat(checks().look(asked)).isEqualTo(Finding.UNKNOWN);
        zone.fallSilent(false);
        zone.prove(asked);
        assertThat(checks().look(asked)).isEqualTo(Finding.PROVED);
        var proved = now(asked);
        assertThat(proved.isVerified()).isTrue();
        assertThat(proved.proof().provedBy()).isEqualTo(proved.name());
        assertThat(trail(bakers)).contains("domain.add", "domain.verify");
    }

    @Test
    void a_record_behind_an_alias_proves_nothing() {
        var asked = add(bakers, fresh());
        zone.sayBehindAlias(asked.recordName(), "forgotten.example.net", asked.recordValue());
        assertThat(checks().look(asked)).isEqualTo(Finding.MISSING);
    }

    @Test
    void of_two_teams_that_wait_for_one_name_the_first_whose_record_is_seen_gets_it_and_the_other_is_told() {
        var name = fresh();
        var first = add(bakers, name);
        var second = add(florists, name);
        assertThat(first.recordValue()).isNotEqualTo(second.recordValue());
        zone.prove(first);
        assertThat(checks().look(second)).isEqualTo(Finding.OTHER_TOKEN);
        assertThat(checks().look(first)).isEqualTo(Finding.PROVED);
        zone.prove(second);
        assertThat(checks().look(second)).isEqualTo(Finding.TAKEN);
        assertThat(now(second).isVerified()).isFalse();
        assertThat(now(second).proof().lastLook().finding()).isEqualTo(Finding.TAKEN);
    }

    @Test
    void two_looks_at_the_same_moment_make_one_owner_whatever_happens() throws Exception {
        try (var both = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 25; round++) {
                var name = fresh();
                var mine = add(bakers, name);
                var theirs = add(florists, name);
                zone.prove(mine);
                zone.prove(theirs);
                var start = new CyclicBarrier(2);
                var found =
                        List.of(both.submit(() -> lookAfter(start, mine)), both.submit(() -> lookAfter(start, theirs)));
                assertThat(List.of(of(found.get(0)), of(found.get(1))))
                        .containsExactlyInAnyOrder(Finding.PROVED, Finding.TAKEN);
                assertThat(List.of(now(mine).isVerified(), now(theirs).isVerified()))
                        .containsExactlyInAnyOrder(true, false);
            }
        }
    }

    @Test
    void a_name_that_is_proved_is_refused_to_other_teams_without_saying_whose_it_is() {
        var mine = proved(bakers, fresh());
        assertThatThrownBy(() -> add(florists, mine.name().value()))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.problem().fields().getFirst().code()).isEqualTo("domain-held");
                    assertThat(refused.problem().fields().getFirst().arguments())
                            .containsOnlyKeys("name");
                });
        assertThatThrownBy(() -> add(bakers, mine.name().value()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        refused.problem().fields().getFirst().code())
                                .isEqualTo("domain-twice"));
        var other = new Team(bakers.owner(), bakers.caller(), site(bakers.owner(), "Second bakery"));
        assertThatThrownBy(() -> add(other, mine.name().value()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(
                                        refused.problem().fields().getFirst().code())
                                .isEqualTo("domain-on-other-site"));
    }

    @Test
    void the_proof_of_a_name_counts_for_the_names_below_it_as_long_as_it_stands() {
        var apex = proved(bakers, fresh());
        var shop = add(bakers, "shop." + apex.name());
        assertThat(checks().look(shop)).isEqualTo(Finding.PROVED);
        assertThat(now(shop).proof().provedBy()).isEqualTo(apex.name());
        zone.forget(apex.recordName());
        var late = add(bakers, "late." + apex.name());
        assertThat(checks().look(late)).isEqualTo(Finding.MISSING);
        var ofOthers = add(florists, "flowers." + apex.name());
        zone.prove(apex);
        assertThat(checks().look(ofOthers)).isEqualTo(Finding.MISSING);
        assertThat(checks().look(late)).isEqualTo(Finding.PROVED);
    }

    @Test
    void a_proof_that_is_gone_takes_nothing_away_and_is_told_once() {
        var mine = proved(bakers, fresh());
        zone.forget(mine.recordName());
        checks().look(mine);
        checks().look(now(mine));
        assertThat(now(mine).isVerified()).isTrue();
        assertThat(now(mine).proof().lostAt()).isNotNull();
        assertThat(domains.lost(bakers.owner().team()))
                .extracting(SiteDomain::id)
                .containsExactly(mine.id());
        assertThat(trail(bakers)).filteredOn("domain.lost"::equals).hasSize(1);
        zone.fallSilent(true);
        checks().look(now(mine));
        assertThat(now(mine).proof().lostAt()).isNotNull();
        zone.fallSilent(false);
        zone.prove(mine);
        checks().look(now(mine));
        assertThat(now(mine).proof().lostAt()).isNull();
    }

    @Test
    void a_name_whose_proof_is_gone_for_a_week_goes_to_the_team_that_shows_its_own() {
        var mine = proved(bakers, fresh());
        zone.forget(mine.recordName());
        checks().look(mine);
        assertThatThrownBy(() -> add(florists, mine.name().value())).isInstanceOf(ProblemException.class);
        database.sql("update site_domain set lost_at = lost_at - interval '8 days' where id = ?")
                .param(mine.id())
                .update();
        var theirs = add(florists, mine.name().value());
        assertThat(checks().look(theirs)).isEqualTo(Finding.MISSING);
        assertThat(now(mine).isVerified()).isTrue();
        zone.prove(theirs);
        assertThat(checks().look(theirs)).isEqualTo(Finding.PROVED);
        assertThat(now(mine).isVerified()).isFalse();
        assertThat(trail(bakers)).contains("domain.taken");
    }

    @Test
    void a_released_name_comes_back_to_its_team_by_the_record_that_it_had_and_to_another_by_one_of_its_own() {
        var mine = proved(bakers, fresh());
        desk.remove(bakers.caller(), bakers.site(), mine);
        var theirs = add(florists, mine.name().value());
        assertThat(theirs.isVerified()).isFalse();
        assertThat(theirs.recordValue()).isNotEqualTo(mine.recordValue());
        assertThat(checks().look(theirs)).isEqualTo(Finding.OTHER_TOKEN);
        var again = add(bakers, mine.name().value());
        assertThat(again.isVerified()).isFalse();
        assertThat(again.proof().nextLookAt()).isEqualTo(again.addedAt());
        assertThat(again.recordValue()).isEqualTo(mine.recordValue());
        assertThat(checks().look(again)).isEqualTo(Finding.PROVED);
        assertThat(now(again).isVerified()).isTrue();
        assertThat(trail(bakers)).filteredOn("domain.verify"::equals).hasSize(2);

        desk.remove(bakers.caller(), bakers.site(), again);
        database.sql("update released_domain set until = now() - interval '1 minute' where name = ?")
                .param(mine.name().value())
                .update();
        var late = add(bakers, mine.name().value());
        assertThat(late.isVerified()).isFalse();
        assertThat(late.recordValue()).isNotEqualTo(mine.recordValue());
    }

    @Test
    void a_name_whose_record_is_gone_is_not_held_by_giving_it_back_and_taking_it_again() {
        var mine = proved(bakers, fresh());
        zone.forget(mine.recordName());
        for (int time = 0; time < 2; time++) {
            desk.remove(bakers.caller(), bakers.site(), mine);
            mine = add(bakers, mine.name().value());
            assertThat(checks().look(mine)).isEqualTo(Finding.MISSING);
        }
        assertThat(now(mine).isVerified()).isFalse();
        var theirs = proved(florists, mine.name().value());
        assertThat(theirs.isVerified()).isTrue();
        desk.remove(bakers.caller(), bakers.site(), now(mine));
        assertThatThrownBy(() -> add(bakers, theirs.name().value())).isInstanceOf(ProblemException.class);
    }

    @Test
    void a_name_proved_by_one_above_it_is_so_again_when_it_is_taken_back() {
        var apex = proved(bakers, fresh());
        var shop = add(bakers, "shop." + apex.name());
        checks().look(shop);
        desk.remove(bakers.caller(), bakers.site(), now(shop));
        var again = add(bakers, "shop." + apex.name());
        assertThat(checks().look(again)).isEqualTo(Finding.PROVED);
        assertThat(now(again).proof().provedBy()).isEqualTo(apex.name());
    }

    @Test
    void a_record_at_the_name_itself_takes_it_from_the_team_that_has_the_name_above() {
        var apex = proved(bakers, fresh());
        var shop = add(bakers, "shop." + apex.name());
        checks().look(shop);
        var theirs = add(florists, "shop." + apex.name());
        assertThat(checks().look(theirs)).isEqualTo(Finding.MISSING);
        assertThat(now(shop).isVerified()).isTrue();
        zone.prove(theirs);
        assertThat(checks().look(theirs)).isEqualTo(Finding.PROVED);
        assertThat(now(shop).isVerified()).isFalse();
        assertThat(checks().look(now(shop))).isEqualTo(Finding.TAKEN);
        assertThat(now(theirs).isVerified()).isTrue();
        assertThat(now(apex).isVerified()).isTrue();
        assertThat(trail(bakers)).filteredOn("domain.taken"::equals).hasSize(1);
    }

    @Test
    void a_name_that_was_given_back_while_dns_was_asked_takes_nothing_from_anybody() {
        var mine = proved(bakers, fresh());
        zone.forget(mine.recordName());
        checks().look(mine);
        database.sql("update site_domain set lost_at = lost_at - interval '8 days' where id = ?")
                .param(mine.id())
                .update();
        var theirs = add(florists, mine.name().value());
        zone.prove(theirs);
        desk.remove(florists.caller(), florists.site(), theirs);
        var _ = checks().look(theirs);
        assertThat(now(mine).isVerified()).isTrue();
        assertThat(trail(bakers)).doesNotContain("domain.taken");
    }

    @Test
    void a_name_above_one_of_ours_proves_nothing_below_it_and_where_aliases_lead_is_nobodys() {
        var apex = proved(bakers, fresh());
        var target = "edge." + apex.name();
        var shop = add(bakers, "shop." + apex.name());
        var installation =
                new Installation(names, chosen, new DnsSettings(List.of(), List.of(), target, List.of()), settings);
        assertThat(installation.ownNames())
                .contains(new DomainName(target), names.now().domain());
        var checks = checks(zone, new LookRows(database, installation));
        assertThat(checks.look(shop)).isEqualTo(Finding.MISSING);
        zone.prove(shop);
        assertThat(checks.look(shop)).isEqualTo(Finding.PROVED);
        assertThat(now(shop).proof().provedBy()).isEqualTo(shop.name());
    }

    @Test
    void another_teams_name_in_quarantine_needs_a_record_at_the_name_itself() {
        var apex = proved(florists, fresh());
        var shop = add(bakers, "shop." + apex.name());
        zone.prove(shop);
        checks().look(shop);
        desk.remove(bakers.caller(), bakers.site(), now(shop));
        var wanted = add(florists, "shop." + apex.name());
        assertThat(checks().look(wanted)).isNotEqualTo(Finding.PROVED);
        zone.prove(wanted);
        assertThat(checks().look(wanted)).isEqualTo(Finding.PROVED);
    }

    @Test
    void deleting_a_site_releases_its_names_and_another_teams_are_left_alone() {
        var mine = proved(bakers, fresh());
        var theirs = proved(florists, fresh());
        desk.choosePlatformLeads(bakers.caller(), bakers.site(), false);
        var told = new CopyOnWriteArrayList<RoutesChanged>();
        ApplicationListener<PayloadApplicationEvent<RoutesChanged>> ear =
                ApplicationListener.forPayload((RoutesChanged change) -> told.add(change));
        context.addApplicationListener(ear);
        new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> context.publishEvent(new SiteEvent.Deleted(bakers.site())));
        context.removeApplicationListener(ear);
        assertThat(domains.of(bakers.owner().team(), bakers.site().id())).isEmpty();
        assertThat(desk.platformLeads(bakers.site())).isTrue();
        assertThat(rows.tokenInQuarantine(bakers.owner().team(), mine.name(), Instant.now()))
                .isPresent();
        assertThat(trail(bakers)).filteredOn("domain.remove"::equals).hasSize(1);
        assertThat(told).contains(new RoutesChanged(bakers.site().id().value()));
        assertThat(now(theirs).isVerified()).isTrue();
    }

    @Test
    void an_archived_site_keeps_its_names_and_goes_on_proving_them() {
        var mine = proved(bakers, fresh());
        sites.change(bakers.site().team(), bakers.site().id(), Site::archived);
        assertThat(checks().look(now(mine))).isEqualTo(Finding.PROVED);
        assertThat(domains.of(bakers.site().team(), bakers.site().id())).containsExactly(now(mine));
    }

    @Test
    void the_names_of_a_site_serve_it_until_its_primary_one_works_and_then_lead_there() {
        var apex = add(bakers, fresh(), true);
        var www = domains.of(bakers.owner().team(), bakers.site().id()).getLast();
        assertThat(www.name()).hasToString("www." + apex.name());
        assertThat(apex.isPrimary()).isTrue();
        assertThat(routed()).isEmpty();
        zone.prove(apex);
        checks().look(apex);
        checks().look(www);
        assertThat(routed()).extracting(CustomDomain::use).containsExactly(new Use.Serves(), new Use.Serves());
        assertThat(routed(apex.name()))
                .containsExactlyInAnyOrder(
                        new CustomDomain(apex.name(), new Use.Serves(), true),
                        new CustomDomain(www.name(), new Use.LeadsTo(apex.name()), false),
                        new CustomDomain(new DomainName("bakery.example"), new Use.LeadsTo(apex.name()), true));
        desk.makePrimary(bakers.caller(), bakers.site(), www);
        assertThat(routed(apex.name(), www.name()))
                .containsExactlyInAnyOrder(
                        new CustomDomain(apex.name(), new Use.LeadsTo(www.name()), true),
                        new CustomDomain(www.name(), new Use.Serves(), true),
                        new CustomDomain(new DomainName("bakery.example"), new Use.LeadsTo(www.name()), true));
        desk.remove(bakers.caller(), bakers.site(), now(www));
        assertThat(now(apex).isPrimary()).isTrue();
    }

    @Test
    void names_are_looked_at_when_they_are_due_and_then_less_and_less_often() {
        var asked = add(bakers, fresh());
        zone.prove(asked);
        checks().round();
        for (int i = 0; i < 50 && !now(asked).isVerified(); i++) checks().round();
        assertThat(now(asked).isVerified()).isTrue();
        assertThat(now(asked).proof().nextLookAt()).isAfter(Instant.now().plus(Duration.ofHours(23)));
        var added = asked.addedAt();
        assertThat(List.of(5, 60, 600, 6000, 60_000))
                .map(minutes -> ProofChecks.pause(asked, Finding.MISSING, added.plus(Duration.ofMinutes(minutes))))
                .containsExactly(
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(15),
                        Duration.ofHours(2),
                        Duration.ofHours(12));
        assertThat(looks.claim(asked.addedAt().minusSeconds(1), Instant.now(), 100))
                .noneMatch(domain -> domain.id().equals(asked.id()));
    }

    @Test
    void links_to_a_site_name_its_primary_domain_from_the_moment_it_works() {
        var apex = proved(bakers, fresh());
        var certifiable = new HashSet<DomainName>();
        var routes = new DomainRoutes(domains, rows, having(certifiable), names, context);
        var customers = new CustomNames(() -> Stream.of(routes));
        var given = new Addresses("https", new DomainName("sites.example"), 443);
        var slug = bakers.site().slug();
        assertThat(customers.address(given, slug)).isEqualTo(given.site(slug));
        certifiable.add(apex.name());
        assertThat(customers.address(given, slug)).hasToString("https://" + apex.name());
        var without = new Slug("without-a-name");
        assertThat(customers.addresses(given, List.of(slug, without)))
                .containsOnly(entry(slug, URI.create("https://" + apex.name())), entry(without, given.site(without)));
        assertThat(routes.domainsOf(slug)).hasSize(2);
        assertThat(routes.now()).anySatisfy(site -> {
            assertThat(site.slug()).isEqualTo(slug);
            assertThat(site.domains()).isEqualTo(routes.domainsOf(slug));
        });
        desk.choosePlatformLeads(bakers.caller(), bakers.site(), false);
        assertThat(routes.domainsOf(slug)).containsExactly(new CustomDomain(apex.name(), new Use.Serves(), true));
        assertThat(routes.now()).anySatisfy(site -> {
            assertThat(site.slug()).isEqualTo(slug);
            assertThat(site.domains()).isEqualTo(routes.domainsOf(slug));
        });
        assertThat(customers.address(given, slug)).hasToString("https://" + apex.name());
    }

    @Test
    void a_real_dns_server_is_asked_for_the_proof(@TempDir Path folder) throws Exception {
        var name = fresh();
        var apex = add(bakers, name);
        var www = add(bakers, "www." + name);
        ProofChecks asking;
        try (var server = new RunningNsd(folder, Map.of(name, "@ NS ns\nns A 127.0.0.1"))) {
            asking = checks(server.asResolver());
            assertThat(asking.look(apex)).isEqualTo(Finding.MISSING);
            server.change(
                    name,
                    "@ NS ns\nns A 127.0.0.1\n_chantier CNAME other\nother TXT \"%s\"".formatted(apex.recordValue()));
            assertThat(asking.look(apex)).isEqualTo(Finding.MISSING);
            server.change(
                    name,
                    "@ NS ns\nns A 127.0.0.1\n_chantier TXT \"v=other\"\n_chantier TXT \"%s\" \"%s\""
                            .formatted(
                                    apex.recordValue().substring(0, 20),
                                    apex.recordValue().substring(20)));
            assertThat(asking.look(apex)).isEqualTo(Finding.PROVED);
            assertThat(asking.look(www)).isEqualTo(Finding.PROVED);
            assertThat(now(www).proof().provedBy()).isEqualTo(apex.name());
        }
        assertThat(asking.look(now(apex))).isEqualTo(Finding.UNKNOWN);
        assertThat(now(apex).isVerified()).isTrue();
        assertThat(now(apex).proof().lostAt()).isNull();
    }

    @Test
    void a_look_that_fails_keeps_no_other_name_from_its_proof_and_a_team_with_many_names_no_other_team() {
        var poisoned = add(bakers, fresh());
        var second = add(bakers, fresh());
        var good = add(florists, fresh());
        zone.prove(good);
        zone.prove(second);
        long before = Duration.ofDays(10_000).toMillis();
        for (var domain : List.of(poisoned, second, good)) {
            before -= 1000;
            database.sql("update site_domain set next_look_at = ? where id = ?")
                    .params(OffsetDateTime.ofInstant(Instant.EPOCH.minusMillis(before), ZoneOffset.UTC), domain.id())
                    .update();
        }
        var then = Clock.fixed(Instant.EPOCH.minus(Duration.ofDays(9_000)), ZoneOffset.UTC);
        assertThat(looks.claim(then.instant(), then.instant().minusSeconds(1), 2))
                .extracting(SiteDomain::team)
                .containsExactlyInAnyOrder(
                        bakers.owner().team(), florists.owner().team());
        Dns poison = (name, type) -> {
            if (name.equals(poisoned.recordName())) throw new IllegalStateException("poisoned");
            return zone.ask(name, type);
        };
        new ProofChecks(new ProofSearch(poison), looks, rows, news, new TransactionTemplate(transactions), then)
                .round();
        assertThat(now(good).isVerified()).isTrue();
        assertThat(now(second).isVerified()).isTrue();
        assertThat(now(poisoned).isVerified()).isFalse();
    }

    @Test
    void a_look_that_takes_its_time_keeps_no_other_name_waiting() {
        var mine = add(bakers, fresh());
        var theirs = add(florists, fresh());
        zone.prove(mine);
        zone.prove(theirs);
        database.sql("update site_domain set next_look_at = ? where id in (?, ?)")
                .params(
                        OffsetDateTime.ofInstant(Instant.EPOCH.minusSeconds(100), ZoneOffset.UTC),
                        mine.id(),
                        theirs.id())
                .update();
        var then = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        var asked = new CountDownLatch(2);
        // silent until it is asked for both, which never comes to pass where one name waits for the other
        Dns slow = (name, type) -> {
            if (!List.of(mine.recordName(), theirs.recordName()).contains(name)) return zone.ask(name, type);
            asked.countDown();
            return haveCome(asked) ? zone.ask(name, type) : new Dns.Answer.Unreachable(Dns.Reason.TIMEOUT);
        };
        new ProofChecks(new ProofSearch(slow), looks, rows, news, new TransactionTemplate(transactions), then).round();
        assertThat(now(mine).isVerified()).isTrue();
        assertThat(now(theirs).isVerified()).isTrue();
    }

    private static boolean haveCome(CountDownLatch all) {
        try {
            return all.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void who_asks_again_and_again_is_told_what_was_found_a_moment_ago() {
        var asked = add(bakers, fresh());
        assertThat(checks().check(asked)).isEqualTo(Finding.MISSING);
        zone.prove(asked);
        assertThat(checks().check(now(asked))).as("a moment ago").isEqualTo(Finding.MISSING);
        var later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(6));
        assertThat(new ProofChecks(
                                new ProofSearch(zone), looks, rows, news, new TransactionTemplate(transactions), later)
                        .check(now(asked)))
                .isEqualTo(Finding.PROVED);
    }

    private Finding lookAfter(CyclicBarrier start, SiteDomain domain) throws Exception {
        start.await(10, TimeUnit.SECONDS);
        return checks().look(domain);
    }

    private static Finding of(Future<Finding> found) throws Exception {
        return found.get(20, TimeUnit.SECONDS);
    }

    private ProofChecks checks() {
        return checks(zone, looks);
    }

    private ProofChecks checks(Dns dns) {
        return checks(dns, looks);
    }

    private ProofChecks checks(Dns dns, LookRows looks) {
        return new ProofChecks(
                new ProofSearch(dns), looks, rows, news, new TransactionTemplate(transactions), Clock.systemUTC());
    }

    /** The bakers' names as proxies get them, when these have their certificates. */
    private List<CustomDomain> routed(DomainName... certifiable) {
        var proved = domains.verified(bakers.site().slug());
        var ready = new CertificateReadiness.Ready(Set.of(certifiable), Set.of(certifiable));
        return DomainRoutes.uses(proved, ready, Optional.of(new DomainName("bakery.example")));
    }

    /** These have their certificates. */
    private static CertificateReadiness having(Set<DomainName> certified) {
        return new CertificateReadiness() {
            @Override
            public Ready ofAll() {
                return new Ready(certified, certified);
            }

            @Override
            public Ready of(Collection<Slug> sites) {
                return ofAll();
            }
        };
    }

    private SiteDomain add(Team team, String name) {
        return add(team, name, false);
    }

    private SiteDomain add(Team team, String name, boolean withCounterpart) {
        return new TransactionTemplate(transactions)
                .execute(_ -> desk.add(team.caller(), team.site(), new Wanted(name, withCounterpart, false)));
    }

    private SiteDomain proved(Team team, String name) {
        var asked = add(team, name);
        zone.prove(asked);
        assertThat(checks().look(asked)).isEqualTo(Finding.PROVED);
        return now(asked);
    }

    private SiteDomain now(SiteDomain domain) {
        return domains.find(domain.team(), domain.id()).orElseThrow();
    }

    private List<String> trail(Team team) {
        return audit.list(team.owner().team(), team.site().id().toString(), null, 100).items().stream()
                .map(Audit.AuditEvent::action)
                .toList();
    }

    private static String fresh() {
        return "d" + UUID.randomUUID().toString().substring(0, 13) + ".org";
    }

    private Team team(String name) {
        var owner = people.stranger();
        var account = owner.account();
        var caller = new Caller(
                account.id(), account.name(), owner.team(), Role.OWNER, false, new Visitor.Taste(null, null), true);
        return new Team(owner, caller, site(owner, name));
    }

    private Site site(Person owner, String name) {
        var wanted = new NewSite(name + " " + UUID.randomUUID(), null, "http://old.example/", null, null);
        return switch (drafts.draft(owner.team(), wanted)) {
            case Drafts.Outcome.Drafted(var site) -> site;
            case Drafts.Outcome.Invalid(var fields) -> throw new AssertionError(fields);
        };
    }
}
