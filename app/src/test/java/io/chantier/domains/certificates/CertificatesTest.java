package io.chantier.domains.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.TestDatabase;
import io.chantier.domains.CertificateReadiness.Ready;
import io.chantier.domains.SiteDomains;
import io.chantier.domains.certificates.Grant.Obstacle;
import io.chantier.domains.certificates.Looks.Seen;
import io.chantier.domains.certificates.Reading.Kind;
import io.chantier.domains.dns.Diagnosis;
import io.chantier.domains.dns.Remark;
import io.chantier.domains.dns.Remark.Severity;
import io.chantier.identity.Warnings.Warning;
import io.chantier.ingress.RoutesChanged;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When a certificate may be ordered, on real tables; what is seen from outside is said by the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesTest {

    private static final Diagnosis RIGHT = new Diagnosis(List.of(), List.of(), List.of());
    private static final Diagnosis ELSEWHERE = with("elsewhere");
    private static final Diagnosis SILENT = with("unreachable");

    private final TeamId team = new TeamId(UUID.randomUUID());
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final Map<DomainName, Seen> seen = new ConcurrentHashMap<>();
    private final Looks.Eyes told = domain -> seen.getOrDefault(domain.name(), new Seen(RIGHT, null));
    private volatile Looks.Eyes eyes = told;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final List<RoutesChanged> changed = new CopyOnWriteArrayList<>();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final HealthRows rows;
    private final Orders orders;
    private final Looks looks;
    private final Certificates certificates;
    private volatile Instant now = Instant.parse("2026-03-01T10:00:00Z");

    CertificatesTest() {
        var database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.fresh());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/domains")
                .load()
                .migrate();
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(TransactionTemplate.class, () -> transaction);
        context.registerBean(Clock.class, Moving::new);
        context.registerBean(Looks.Eyes.class, () -> domain -> eyes.look(domain));
        context.register(
                SiteDomains.class, HealthRows.class, Orders.class, Looks.Books.class, Looks.class, Certificates.class);
        context.addApplicationListener(
                (PayloadApplicationEvent<RoutesChanged> event) -> changed.add(event.getPayload()));
        context.refresh();
        rows = context.getBean(HealthRows.class);
        orders = context.getBean(Orders.class);
        looks = context.getBean(Looks.class);
        certificates = context.getBean(Certificates.class);
    }

    @BeforeEach
    void forget() {
        jdbc.sql("truncate site_domain, certificate_order cascade").update();
        seen.clear();
        changed.clear();
        eyes = told;
    }

    @AfterAll
    void close() {
        context.close();
    }

    @Test
    void a_name_gets_its_certificate_when_proof_dns_and_pace_allow_and_keeps_it_while_it_is_right() {
        var id = domain("shop.example.org", false);
        round();
        assertThat(state(id).grant()).isEqualTo(Grant.waiting(Obstacle.PROOF));

        verify(id);
        seen("shop.example.org", ELSEWHERE, null);
        round();
        assertThat(state(id).grant().obstacle())
                .as("looked at at once when proved")
                .isEqualTo(Obstacle.DNS);
        assertThat(certificates.ofAll().certifiable()).isEmpty();

        seen("shop.example.org", RIGHT, reading(Kind.PROXY_DEFAULT, null));
        pass(Duration.ofHours(1));
        round();
        var granted = state(id).grant().since();
        assertThat(granted).isEqualTo(now);
        assertThat(certificates.ofAll().certifiable()).containsExactly(new DomainName("shop.example.org"));
        assertThat(codes(id)).containsExactly("certificate-ordered");
        assertThat(changed).as("told to the edges").containsExactly(new RoutesChanged(site.value()));

        assertThat(certificates.ofAll().working()).as("not seen yet").isEmpty();

        seen("shop.example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(89)));
        pass(Duration.ofMinutes(5));
        round();
        assertThat(codes(id)).isEmpty();
        assertThat(certificates.of(List.of(new Slug("shop"))).working())
                .containsExactly(new DomainName("shop.example.org"));
        assertThat(certificates.of(List.of(new Slug("another")))).isEqualTo(Ready.NONE);
        assertThat(changed).as("visitors are led there from now on").hasSize(2);
        assertThat(state(id).history().nextLookAt()).isEqualTo(now.plus(Duration.ofDays(1)));

        for (var day : List.of(SILENT, ELSEWHERE, SILENT, ELSEWHERE, RIGHT)) {
            seen("shop.example.org", day, null);
            pass(Duration.ofHours(20));
            var before = certificates.ofAll().working();
            changed.clear();
            round();
            assertThat(!changed.isEmpty())
                    .as("told when nobody is to be led there any more, or again: %s", day)
                    .isEqualTo(!before.equals(certificates.ofAll().working()));
            if (day == ELSEWHERE) assertThat(certificates.ofAll().working()).isEmpty();
            assertThat(state(id).grant().since()).as("%s", day).isEqualTo(granted);
        }
        seen("shop.example.org", ELSEWHERE, null);
        pass(Duration.ofDays(1));
        round();
        pass(Duration.ofDays(3).plusMinutes(1));
        round();
        assertThat(state(id).grant()).isEqualTo(Grant.waiting(Obstacle.DNS));
        assertThat(certificates.ofAll().certifiable()).isEmpty();
    }

    @Test
    void whoever_cannot_be_asked_who_may_issue_certificates_says_nothing_of_where_the_name_leads() {
        assertThat(with("caa-unreadable").isCertain()).isFalse();
        assertThat(ELSEWHERE.isCertain()).isTrue();
        assertThat(SILENT.isCertain()).isFalse();
        assertThat(RIGHT.isCertain()).isTrue();
        var both = new ArrayList<>(with("caa-unreadable").remarks());
        both.addAll(ELSEWHERE.remarks());
        assertThat(new Diagnosis(List.of(), List.of(), both).isCertain()).isTrue();
        var id = domain("shop.example.org", true);
        seen("shop.example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(89)));
        round();
        for (int i = 0; i < 5; i++) {
            seen("shop.example.org", with("caa-unreadable"), reading(Kind.GOOD, Duration.ofDays(80)));
            pass(Duration.ofDays(1));
            round();
            assertThat(state(id).works()).isTrue();
        }
    }

    @Test
    void a_certificate_that_is_there_already_is_taken_without_ordering_one() {
        var id = domain("shop.example.org", true);
        seen("shop.example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(60)));
        round();
        jdbc.sql("delete from site_domain where id = ?").param(id).update();
        domain("shop.example.org", true);
        round();
        assertThat(certificates.ofAll().working()).containsExactly(new DomainName("shop.example.org"));
        assertThat(orders.since(Instant.EPOCH)).isEmpty();
    }

    @Test
    void the_pause_after_a_failure_outlasts_dns_and_ends_when_somebody_asks_to_look_again() {
        var id = domain("shop.example.org", true);
        seen("shop.example.org", RIGHT, reading(Kind.NO_CERTIFICATE, null));
        round();
        pass(CertificateState.TIME_TO_ORDER.plusMinutes(1));
        round();
        var until = state(id).grant().until();
        for (var flip : List.of(ELSEWHERE, RIGHT)) {
            seen("shop.example.org", flip, reading(Kind.NO_CERTIFICATE, null));
            looks.look(team, id);
            assertThat(state(id).grant().isGiven()).isFalse();
            assertThat(state(id).grant().until()).isEqualTo(until);
        }
        assertThat(state(id).grant().obstacle()).isEqualTo(Obstacle.FAILED);
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(5));
            certificates.lookSoon(team, id);
            round();
            if (i < 4) assertThat(state(id).grant().isGiven()).as("try %s", i).isTrue();
            jdbc.sql("update domain_health set granted_at = ?")
                    .param(now.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
                    .update();
            if (i < 4) looks.look(team, id);
        }
        assertThat(orders.since(Instant.EPOCH))
                .as("as many as the authority bears")
                .hasSize(5);
    }

    @Test
    void proved_names_are_looked_at_first_and_no_team_keeps_the_others_waiting() {
        for (int i = 0; i < 6; i++) domain("waiting" + i + ".example.org", false);
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 6; i++) domain("many" + i + ".example.org", true);
        pass(Duration.ofMinutes(1));
        var other = new TeamId(UUID.randomUUID());
        var late = domain("late.example.org", true);
        jdbc.sql("update site_domain set team_id = ? where id = ?")
                .params(other.value(), late)
                .update();
        assertThat(rows.claim(now, now.plusSeconds(120), 2))
                .extracting(HealthRows.Due::team)
                .containsExactlyInAnyOrder(team, other);
        var next = rows.claim(now, now.plusSeconds(120), 5);
        assertThat(next).hasSize(5).allSatisfy(due -> assertThat(names(due)).startsWith("many"));
        assertThat(rows.claim(now, now.plusSeconds(120), 20)).hasSize(6);
    }

    private String names(HealthRows.Due due) {
        return jdbc.sql("select name from site_domain where id = ?")
                .param(due.domain())
                .query(String.class)
                .single();
    }

    @Test
    void one_that_is_not_issued_is_tried_again_later_and_later() {
        var id = domain("shop.example.org", true);
        seen("shop.example.org", RIGHT, reading(Kind.NO_CERTIFICATE, null));
        round();
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 3; i++) {
            assertThat(state(id).grant().isGiven()).isTrue();
            pass(CertificateState.TIME_TO_ORDER.plusMinutes(1));
            round();
            assertThat(state(id).grant().obstacle()).isEqualTo(Obstacle.FAILED);
            assertThat(codes(id)).containsExactly("certificate-failed");
            var until = state(id).grant().until();
            assertThat(until).isNotNull().isEqualTo(state(id).history().nextLookAt());
            pauses.add(Duration.between(now, until).toHours());
            now = until;
            round();
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L);
    }

    @Test
    void a_server_that_cannot_be_reached_from_here_is_no_proof_that_none_was_issued() {
        var id = domain("shop.example.org", true);
        for (var kind : List.of(Kind.NO_ANSWER, Kind.NOBODY_LISTENS, Kind.NOT_ASKED, Kind.INCOMPLETE)) {
            seen("shop.example.org", RIGHT, reading(kind, null));
            pass(Duration.ofDays(1));
            round();
            assertThat(state(id).grant().isGiven()).as("%s", kind).isTrue();
        }
    }

    @Test
    void a_certificate_that_ends_is_said_three_weeks_before_and_said_louder_in_the_last_one() {
        var id = domain("shop.example.org", true);
        seen("shop.example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(22)));
        round();
        assertThat(codes(id)).isEmpty();
        assertThat(certificates.ending(team, Duration.ofDays(21))).isEmpty();
        seen("shop.example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(21)));
        pass(Duration.ofDays(1));
        round();
        assertThat(codes(id)).containsExactly("certificate-ending");
        assertThat(certificates.ending(team, Duration.ofDays(22)))
                .singleElement()
                .satisfies(ending -> assertThat(ending.isUrgent()).isFalse());
        var meters = new SimpleMeterRegistry();
        rounds(meters).measure();
        assertThat(meters.get("chantier.certificate.days.left")
                        .tag("name", "shop.example.org")
                        .gauge()
                        .value())
                .isEqualTo(21);
        assertThat(certificates.ending(new TeamId(UUID.randomUUID()), Duration.ofDays(22)))
                .isEmpty();
        seen("shop.example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(6)));
        pass(Duration.ofDays(1));
        round();
        assertThat(codes(id)).containsExactly("certificate-ends-at-once");
        assertThat(certificates.ending(team, Duration.ofDays(21)).getFirst().isUrgent())
                .isTrue();
    }

    @Test
    void the_overview_warns_of_the_certificates_of_a_team_that_end_first() {
        for (int i = 0; i < 7; i++) {
            domain("n" + i + ".example.org", true);
            seen("n" + i + ".example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(10 + i)));
        }
        domain("fine.example.org", true);
        seen("fine.example.org", RIGHT, reading(Kind.GOOD, Duration.ofDays(60)));
        round();
        pass(Duration.ofDays(12));
        var overview = new CertificateConfiguration().endingCertificates(certificates);
        assertThat(overview.warnings(team))
                .containsExactly(
                        new Warning("certificate-ended", Map.of("name", "n0.example.org"), "/sites/shop/domains"),
                        ending("n1.example.org", 0),
                        ending("n2.example.org", 1),
                        ending("n3.example.org", 2),
                        ending("n4.example.org", 3));
        assertThat(overview.warnings(new TeamId(UUID.randomUUID()))).isEmpty();
    }

    private static Warning ending(String name, int days) {
        return new Warning(
                "certificate-ending", Map.of("name", name, "days", Integer.toString(days)), "/sites/shop/domains");
    }

    @Test
    void a_look_that_fails_keeps_no_other_name_of_its_round_waiting_and_is_made_again_later() {
        var broken = domain("broken.example.org", true);
        domain("good.example.org", true);
        eyes = domain -> {
            if (domain.id().equals(broken)) throw new IllegalStateException("poisoned");
            return told.look(domain);
        };
        var rounds = rounds(new SimpleMeterRegistry());
        rounds.round();
        assertThat(certificates.ofAll().certifiable()).containsExactly(new DomainName("good.example.org"));
        assertThat(state(broken).history().lookedAt()).isNull();
        eyes = told;
        rounds.round();
        assertThat(state(broken).history().lookedAt()).as("still claimed").isNull();
        pass(Duration.ofSeconds(121));
        rounds.round();
        assertThat(state(broken).grant().isGiven()).isTrue();
    }

    @Test
    void no_round_begins_while_the_one_before_waits_for_an_answer() throws Exception {
        domain("slow.example.org", true);
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        eyes = domain -> {
            asked.countDown();
            await(answer);
            return told.look(domain);
        };
        var rounds = rounds(new SimpleMeterRegistry());
        try (var thread = Executors.newSingleThreadExecutor()) {
            var first = thread.submit(rounds::round);
            await(asked);
            var late = domain("late.example.org", true);
            var second = CompletableFuture.runAsync(rounds::round);
            assertThat(second).succeedsWithin(Duration.ofSeconds(20));
            assertThat(certificates.of(team, site)).doesNotContainKey(late);
            answer.countDown();
            assertThat(first).succeedsWithin(Duration.ofSeconds(20));
            rounds.round();
            assertThat(state(late).grant().isGiven()).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) throw new IllegalStateException("It never came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void orders_are_forgotten_when_no_limit_counts_them_any_more() {
        domain("shop.example.org", true);
        round();
        var rounds = rounds(new SimpleMeterRegistry());
        pass(Pace.MEMORY);
        rounds.forget();
        assertThat(orders.since(Instant.EPOCH)).hasSize(1);
        pass(Pace.MEMORY.plusSeconds(1));
        rounds.forget();
        assertThat(orders.since(Instant.EPOCH)).isEmpty();
    }

    @Test
    void a_name_that_is_being_given_back_gets_no_row_and_keeps_nobody_waiting() {
        var leaving = domain("leaving.example.org", true);
        var staying = domain("staying.example.org", true);
        try (var replica = Executors.newSingleThreadExecutor()) {
            transaction.executeWithoutResult(_ -> {
                jdbc.sql("delete from site_domain where id = ?").param(leaving).update();
                assertThat(replica.submit(rows::begin)).succeedsWithin(Duration.ofSeconds(20));
            });
        }
        assertThat(certificates.of(team, site)).containsOnlyKeys(staying);
    }

    @Test
    void who_asks_again_and_again_has_the_name_looked_at_once_in_a_moment() {
        var id = domain("shop.example.org", true);
        seen("shop.example.org", ELSEWHERE, null);
        round();
        var next = state(id).history().nextLookAt();
        pass(Duration.ofSeconds(4));
        certificates.lookSoon(team, id);
        assertThat(state(id).history().nextLookAt()).as("a moment ago").isEqualTo(next);
        pass(Duration.ofSeconds(1));
        certificates.lookSoon(team, id);
        assertThat(state(id).history().nextLookAt()).isEqualTo(now);
    }

    @Test
    void two_replicas_never_book_more_than_the_authority_allows_and_say_when_it_goes_on() throws Exception {
        jdbc.sql("""
                insert into certificate_order (team_id, name, registered, ordered_at)
                select ?, 'old' || n || '.example.org', 'example.org', ? from generate_series(1, 44) n
                """)
                .params(team.value(), now.minusSeconds(60).atOffset(ZoneOffset.UTC))
                .update();
        for (int i = 0; i < 10; i++) domain("n" + i + ".example.org", true);
        try (var replicas = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) all.add(replicas.submit(this::round));
            for (var one : all) one.get();
        }
        assertThat(certificates.ofAll().certifiable()).hasSize(6);
        assertThat(orders.since(now.minus(Pace.MEMORY))).hasSize(50);
        var waiting = certificates.of(team, site).values().stream()
                .map(CertificateState::grant)
                .filter(grant -> !grant.isGiven())
                .toList();
        assertThat(waiting)
                .hasSize(4)
                .containsOnly(new Grant(
                        null, Obstacle.REGISTERED, now.minusSeconds(60).plus(Duration.ofDays(7))));
        pass(Duration.ofDays(7));
        round();
        assertThat(certificates.ofAll().certifiable()).hasSize(10);
    }

    @Test
    void whoever_is_killed_between_booking_and_granting_leaves_neither_and_the_look_is_made_again() {
        var id = domain("shop.example.org", true);
        rows.begin();
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    looks.look(team, id);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(orders.since(Instant.EPOCH)).isEmpty();
        assertThat(certificates.ofAll().certifiable()).isEmpty();
        assertThat(rows.claim(now, now.plusSeconds(120), 8)).hasSize(1);
        assertThat(rows.claim(now, now.plusSeconds(120), 8))
                .as("claimed by the first")
                .isEmpty();
        pass(Duration.ofSeconds(121));
        round();
        assertThat(certificates.ofAll().certifiable()).hasSize(1);
        assertThat(orders.since(Instant.EPOCH)).hasSize(1);
    }

    @Test
    void a_name_that_is_given_back_takes_its_grant_along_but_the_authority_remembers_its_certificates() {
        var id = domain("shop.example.org", true);
        round();
        jdbc.sql("delete from site_domain where id = ?").param(id).update();
        assertThat(certificates.ofAll().certifiable()).isEmpty();
        assertThat(certificates.of(team, site)).isEmpty();
        assertThat(orders.since(Instant.EPOCH)).hasSize(1);
    }

    private CertificateConfiguration.CertificateRounds rounds(MeterRegistry meters) {
        return new CertificateConfiguration().certificateRounds(rows, looks, orders, meters, new Moving());
    }

    /** Looks at all that is due, as each replica does. */
    private void round() {
        while (true) {
            var due = rows.claim(now, now.plus(Duration.ofMinutes(2)), 8);
            if (due.isEmpty()) return;
            due.forEach(one -> looks.look(one.team(), one.domain()));
        }
    }

    private UUID domain(String name, boolean verified) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                insert into site_domain (id, team_id, site_id, site_slug, name, token, added_at, next_look_at)
                values (?, ?, ?, 'shop', ?, 'token', ?, ?)
                """)
                .params(
                        id,
                        team.value(),
                        site.value(),
                        name,
                        now.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC))
                .update();
        if (verified) verify(id);
        return id;
    }

    private void verify(UUID id) {
        jdbc.sql("update site_domain set verified_at = ? where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), id)
                .update();
    }

    private CertificateState state(UUID id) {
        return certificates.of(team, site).get(id);
    }

    private List<String> codes(UUID id) {
        return state(id).remarks(now).stream().map(Remark::code).toList();
    }

    private void seen(String name, Diagnosis diagnosis, Reading reading) {
        seen.put(new DomainName(name), new Seen(diagnosis, reading));
    }

    private Reading reading(Kind kind, Duration left) {
        return new Reading(
                kind,
                "Let's Encrypt",
                List.of(),
                left == null ? null : now.plus(left).plusSeconds(86_400),
                now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private static Diagnosis with(String code) {
        return new Diagnosis(List.of(), List.of(), List.of(new Remark(code, Severity.BLOCKING, Map.of())));
    }

    /** Stands where the test put it. */
    private final class Moving extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
