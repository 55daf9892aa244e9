package io.chantier.domains;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.ChantierTest;
import io.chantier.domains.DomainDesk.Wanted;
import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.web.ProblemException;
import io.chantier.web.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** Several people, or several replicas, want something of the same names at the same moment. */
@ChantierTest
class DomainsAtOnceTest {

    @Autowired
    TeamFixture people;

    @Autowired
    Drafts drafts;

    @Autowired
    Sites sites;

    @Autowired
    DomainDesk desk;

    @Autowired
    SiteDomains domains;

    @Autowired
    LookRows looks;

    @Autowired
    DomainSettings settings;

    @Autowired
    JdbcClient database;

    @Autowired
    PlatformTransactionManager transactions;

    private final ExecutorService both = Executors.newFixedThreadPool(2);
    private Person owner;

    @BeforeEach
    void team() {
        owner = people.stranger();
    }

    @AfterEach
    void end() {
        both.shutdownNow();
    }

    @Test
    void of_two_first_names_of_a_site_one_becomes_the_main_one_and_both_are_added() throws Exception {
        for (int time = 0; time < 10; time++) {
            var site = site();
            assertThat(atOnce(() -> add(site), () -> add(site))).containsOnly("added");
            assertThat(of(site)).hasSize(2);
            assertThat(of(site)).filteredOn(SiteDomain::isPrimary).hasSize(1);
        }
    }

    @Test
    void of_two_last_names_of_a_site_one_is_refused() throws Exception {
        var site = site();
        fill(site, settings.mostPerSite() - 1);
        assertThat(atOnce(() -> add(site), () -> add(site))).containsExactlyInAnyOrder("added", "domain-too-many");
        assertThat(of(site)).hasSize(settings.mostPerSite());
    }

    @Test
    void of_two_last_names_of_a_team_one_is_refused_also_where_their_sites_differ() throws Exception {
        fill(site(), settings.mostPerTeam() - 1);
        var one = site();
        var other = site();
        assertThat(atOnce(() -> add(one), () -> add(other)))
                .containsExactlyInAnyOrder("added", "domain-too-many-of-team");
    }

    @Test
    void a_site_that_is_deleted_while_a_name_is_added_leaves_none_behind() throws Exception {
        var site = site();
        var deletion = inTransaction(() -> {
            add(site);
            var deleting = both.submit(() -> inTransaction(() -> delete(site)));
            assertThatThrownBy(() -> deleting.get(500, MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return deleting;
        });
        assertThat(deletion.get(20, SECONDS)).isEqualTo("deleted");
        assertThat(of(site)).isEmpty();
    }

    @Test
    void a_name_that_is_added_while_its_site_is_deleted_is_refused() throws Exception {
        var site = site();
        var addition = inTransaction(() -> {
            delete(site);
            var adding = both.submit(() -> add(site));
            assertThatThrownBy(() -> adding.get(500, MILLISECONDS)).isInstanceOf(TimeoutException.class);
            return adding;
        });
        assertThat(addition.get(20, SECONDS)).isEqualTo("site-unknown");
        assertThat(of(site)).isEmpty();
    }

    @Test
    void a_name_that_two_people_remove_is_removed_once() throws Exception {
        var site = site();
        add(site);
        var domain = of(site).getFirst();
        var removal = (Callable<String>) () -> {
            desk.remove(caller(), site, domain);
            return "removed";
        };
        assertThat(atOnce(removal, removal)).containsOnly("removed");
        assertThat(database.sql("select count(*) from audit_event where subject = ? and action = 'domain.remove'")
                        .param(site.id().toString())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void a_main_address_is_chosen_among_names_that_are_still_there() {
        var site = site();
        add(site);
        add(site);
        var last = of(site).getLast();
        desk.remove(caller(), site, last);
        assertThatThrownBy(() -> desk.makePrimary(caller(), site, last)).isInstanceOf(ProblemException.class);
        assertThat(of(site)).singleElement().matches(SiteDomain::isPrimary);
    }

    /** Names of the far future, and nothing is kept: names of other tests stay as they are. */
    @Test
    void a_name_that_is_due_is_claimed_by_one_replica_alone() throws Exception {
        fill(site(), 8);
        var due = Instant.now().plus(Duration.ofDays(365));
        database.sql("update site_domain set next_look_at = ? where team_id = ?")
                .params(DomainRows.at(due), owner.team().value())
                .update();
        inTransaction(status -> {
            var first = mine(looks.claim(due, due.plusSeconds(1), 100_000));
            assertThat(first).hasSize(8);
            assertThat(mine(looks.claim(due, due.plusSeconds(1), 100_000))).isEmpty();
            var elsewhere = both.submit(() -> inTransaction(other -> {
                other.setRollbackOnly();
                return mine(looks.claim(due, due.plusSeconds(1), 100_000));
            }));
            assertThat(elsewhere)
                    .succeedsWithin(Duration.ofSeconds(20))
                    .satisfies(claimed -> assertThat(claimed).isEmpty());
            status.setRollbackOnly();
            return first;
        });
    }

    private List<UUID> mine(List<SiteDomain> claimed) {
        return claimed.stream()
                .filter(domain -> domain.team().equals(owner.team()))
                .map(SiteDomain::id)
                .toList();
    }

    /** What became of each: the code of its refusal where it was refused. */
    private List<String> atOnce(Callable<String> one, Callable<String> other) throws Exception {
        var start = new CyclicBarrier(2);
        var running = new ArrayList<Future<String>>();
        for (var each : List.of(one, other)) {
            running.add(both.submit(() -> {
                start.await(10, SECONDS);
                return each.call();
            }));
        }
        return List.of(running.get(0).get(20, SECONDS), running.get(1).get(20, SECONDS));
    }

    private String add(Site site) {
        try {
            desk.add(caller(), site, new Wanted("a" + UUID.randomUUID() + ".org", false, false));
            return "added";
        } catch (ProblemException refused) {
            var fields = refused.problem().fields();
            return fields.isEmpty()
                    ? refused.problem().code()
                    : fields.getFirst().code();
        }
    }

    /** As it is deleted when somebody asks for it. */
    private String delete(Site site) {
        sites.delete(sites.lock(site.team(), site.id()));
        return "deleted";
    }

    private void fill(Site site, int names) {
        IntStream.range(0, names)
                .forEach(number -> database.sql("""
                                insert into site_domain (id, team_id, site_id, site_slug, name, token, added_at, next_look_at)
                                values (gen_random_uuid(), ?, ?, ?, ?, 'x', now(), now() + interval '300 days')
                                """)
                        .params(
                                site.team().value(),
                                site.id().value(),
                                site.slug().value(),
                                UUID.randomUUID() + ".org")
                        .update());
    }

    private List<SiteDomain> of(Site site) {
        return domains.of(site.team(), site.id());
    }

    private <T> T inTransaction(Callable<T> work) {
        return inTransaction(_ -> work.call());
    }

    private <T> T inTransaction(Work<T> work) {
        return new TransactionTemplate(transactions).execute(status -> {
            try {
                return work.in(status);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What is done in a transaction. */
    private interface Work<T> {
        T in(TransactionStatus status) throws Exception;
    }

    private Caller caller() {
        var account = owner.account();
        return new Caller(
                account.id(), account.name(), owner.team(), Role.OWNER, false, new Visitor.Taste(null, null), true);
    }

    private Site site() {
        var wanted = new NewSite("At once " + UUID.randomUUID(), null, "http://old.example/", null, null);
        return switch (drafts.draft(owner.team(), wanted)) {
            case Drafts.Outcome.Drafted(var site) -> site;
            case Drafts.Outcome.Invalid(var fields) -> throw new AssertionError(fields);
        };
    }
}
