package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.Claim;
import io.chantier.agent.benches.SiteCall;
import io.chantier.agent.benches.SiteName;
import io.chantier.agent.benches.Turns;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobTables;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent is started on the journal of an earlier version, in which jobs wait. */
class LateClaimsTest {

    private static final Map<String, AgentRecipe> ORDERED = Map.of(
            "migrate-site", new SiteRecipe("migrate-site", "Migrate Site", "migrate_job", _ -> List.of()),
            "clear-cache", new SiteRecipe("clear-cache", "Clear Cache", "clear_cache_job", _ -> List.of()),
            "backup-site", new SiteRecipe("backup-site", "Backup Site", "backup_job", _ -> List.of()),
            "restart-bench", new SiteRecipe("restart-bench", "Bench Restart", "restart_job", _ -> List.of()),
            "update-bench-configuration",
                    new SiteRecipe(
                            "update-bench-configuration",
                            "Update Bench Configuration",
                            "update_config_job",
                            _ -> List.of()));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @BeforeEach
    void make() {
        bench = StandInBench.in(home);
    }

    /** Orders them without a worker, then takes away what that version did not have. */
    private List<Long> ordered(boolean withTurnsOfSites, String... kinds) throws Exception {
        var folder = AgentHome.at(home.resolve("agent"));
        try (var journal = new Journal(folder.journal())) {
            JobTables.create(journal, Dialect.SQLITE);
            var commands = new Commands(journal);
            try (var engine =
                    JobEngine.builder(journal, journal, Dialect.SQLITE).build()) {
                var jobs = new AgentJobs(
                        journal,
                        engine,
                        List.copyOf(ORDERED.values()),
                        commands,
                        new JobSecrets(journal, folder.key()),
                        new Turns(journal));
                var call = new SiteCall(
                        new BenchName(StandInBench.NAME),
                        new SiteName(StandInBench.SITE),
                        Map.of(),
                        Duration.ofMinutes(5));
                var numbers = List.of(kinds).stream()
                        .map(kind -> jobs.start(
                                new Wanted(
                                        Objects.requireNonNull(ORDERED.get(kind)),
                                        call.written(),
                                        Map.of(),
                                        Claim.NONE),
                                null))
                        .toList();
                former(journal, withTurnsOfSites);
                return numbers;
            } finally {
                commands.close();
            }
        }
    }

    private static void former(Journal journal, boolean withTurnsOfSites) throws Exception {
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("drop trigger agent_claim_over");
            statement.execute("drop table agent_claim");
            if (withTurnsOfSites) {
                statement.execute("create table agent_turn (number integer not null, site text not null,"
                        + " primary key (site, number)) without rowid");
                statement.execute("create trigger agent_turn_over after update of state on job"
                        + " when new.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')"
                        + " begin delete from agent_turn where number = cast(new.subject as integer); end");
                statement.execute("insert into agent_turn select number, '" + StandInBench.SITE + "' from agent_job");
            }
        }
    }

    private Agent agent() {
        return TestAgents.start(home, bench.settings());
    }

    private void assertOneAfterTheOther(Client client, long first, long second) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.job(first).status() == AgentStatus.RUNNING);
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(3))
                .until(() -> client.job(second).status() == AgentStatus.PENDING);
        bench.remove("slow-migrate");
        assertThat(client.over(second).span().start())
                .isAfterOrEqualTo(client.over(first).span().end());
    }

    @Test
    void jobs_of_a_version_without_turns_take_theirs_in_the_order_in_which_they_were_ordered() throws Exception {
        bench.write("slow-migrate", "");
        var jobs = ordered(false, "migrate-site", "clear-cache");
        try (var agent = agent()) {
            assertOneAfterTheOther(Client.of(agent), jobs.getFirst(), jobs.getLast());
        }
    }

    @Test
    void jobs_of_the_version_that_only_knew_turns_of_sites_wait_for_benches_too() throws Exception {
        bench.write("slow-migrate", "");
        var jobs = ordered(true, "migrate-site", "update-bench-configuration");
        try (var agent = agent()) {
            assertOneAfterTheOther(Client.of(agent), jobs.getFirst(), jobs.getLast());
        }
        try (var journal = new Journal(AgentHome.at(home.resolve("agent")).journal())) {
            String left = journal.read(connection -> {
                try (var row = connection
                        .createStatement()
                        .executeQuery("select group_concat(name) from sqlite_master where name like 'agent_turn%'")) {
                    return String.valueOf(row.getString(1));
                }
            });
            assertThat(left).isEqualTo("null");
        }
    }

    @Test
    void an_order_that_nobody_can_read_keeps_neither_the_agent_nor_other_jobs_from_working() throws Exception {
        var jobs = ordered(false, "migrate-site", "restart-bench", "clear-cache");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update job set input = '{\"bench\":\"../..\",\"site\":\"-\"}'"
                            + " where kind in ('migrate-site', 'restart-bench')"))
                    .isEqualTo(2);
        }

        try (var agent = agent()) {
            var client = Client.of(agent);
            assertThat(client.over(jobs.get(0)).status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(client.over(jobs.get(1)).status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(client.over(jobs.get(2)).status()).isEqualTo(AgentStatus.SUCCESS);
        }
    }

    @Test
    void new_jobs_come_after_those_of_the_earlier_version_and_a_waiting_backup_is_in_nobodys_way() throws Exception {
        bench.write("slow-migrate", "");
        var jobs = ordered(false, "backup-site", "migrate-site");
        try (var agent = agent()) {
            var client = Client.of(agent);
            var fresh = client.send("DELETE", StandInBench.path("/cache"), "{}");
            long cache = Wire.read(fresh.body(), JobCreated.class).job();
            assertOneAfterTheOther(client, jobs.getLast(), cache);
            assertThat(client.over(jobs.getFirst()).status().isOver()).isTrue();
        }
    }
}
