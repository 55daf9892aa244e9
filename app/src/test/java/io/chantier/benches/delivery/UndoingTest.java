package io.chantier.benches.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.benches.agent.PlayedAgent;
import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentSpan;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.Wire;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What agents told, in their own words: those of a stock agent are from its recordings. */
class UndoingTest {

    private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 20, 23, 35, 28);
    private static final String NEW_SITE =
            "docker exec  -w /home/frappe/frappe-bench  bench-0009-000001-n1 bench new-site"
                    + " --no-mariadb-socket --mariadb-root-username _30fb53943755a05e_limited"
                    + " --mariadb-root-password [secret] --admin-password [secret] --db-name _30fb53943755a05e extra.local.test";
    private static final String INSTALL_APP =
            "docker exec  -w /home/frappe/frappe-bench  bench-0009-000001-n1 bench --site extra.local.test install-app crm";

    private static OrderedJob ordered(String name) {
        var order = new OrderedJob.Order(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                name,
                AgentJobType.of(name),
                "POST",
                "/benches/bench-0009-000001-n1/sites",
                null);
        var times = new OrderedJob.Times(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH);
        var progress = new OrderedJob.Progress(false, 51L, 1, Instant.EPOCH, false, times);
        return new OrderedJob(UUID.randomUUID(), order, AgentJobState.FAILURE, progress, null, null, 1);
    }

    private static AgentJob over(AgentStatus status, JsonNode data, AgentStep... steps) {
        return new AgentJob(51, "2003", "New Site", status, TIME, AgentSpan.NOT_BEGUN, data, List.of(), List.of(steps));
    }

    private static AgentStep step(String name, AgentStatus status, JsonNode data, AgentCommand... commands) {
        return new AgentStep(62, name, status, AgentSpan.NOT_BEGUN, data, List.of(commands));
    }

    private static JsonNode ran(String command, String output, AgentStatus status) {
        int code = status == AgentStatus.SUCCESS ? 0 : 1;
        return Wire.toTree(Map.of("command", command, "output", output, "returncode", code, "status", status));
    }

    private static JsonNode traceback(String text) {
        return Wire.toTree(Map.of("traceback", text));
    }

    private static boolean isNeeded(AgentJob over) {
        return Undoing.isNeeded(ordered("New Site"), over);
    }

    @ParameterizedTest
    @CsvSource({"023, true", "025, false", "027, true", "204, true", "206, false"})
    void of_what_was_recorded_only_what_began_to_make_a_site_is_undone(String number, boolean needed) {
        var recorded = PlayedAgent.recording(number).at("/response/json");
        assertThat(isNeeded(Wire.read(recorded, AgentJob.class))).isEqualTo(needed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Site extra.local.test already exists",
                "Site extra.local.test already exists, use `--force` to proceed anyway",
                "\u001b[31mSite extra.local.test already exists\u001b[0m\n",
                "Creating the database\nDatabase _30fb53943755a05e already exists, use `--force` to proceed anyway",
            })
    void a_site_that_was_there_before_is_not_taken_away(String output) {
        var failed = ran(NEW_SITE, output, AgentStatus.FAILURE);

        assertThat(isNeeded(over(AgentStatus.FAILURE, failed, step("New Site", AgentStatus.FAILURE, failed))))
                .isFalse();
    }

    @Test
    void a_stock_agent_that_loses_the_exit_code_and_tells_of_success_does_not_make_the_site_ours() {
        var lost = ran(NEW_SITE, "Site extra.local.test already exists", AgentStatus.SUCCESS);
        var made = step("New Site", AgentStatus.SUCCESS, lost);

        assertThat(isNeeded(over(AgentStatus.SUCCESS, Wire.emptyObject(), made)))
                .isFalse();
        assertThat(isNeeded(over(
                        AgentStatus.FAILURE,
                        ran(INSTALL_APP, "No module named 'crm'", AgentStatus.FAILURE),
                        made,
                        step("Install Apps", AgentStatus.FAILURE, Wire.emptyObject()))))
                .isFalse();
    }

    @Test
    void what_the_program_printed_counts_in_the_list_of_commands_too() {
        var command = new AgentCommand(
                NEW_SITE,
                "/home/frappe",
                TIME,
                TIME,
                null,
                "Site extra.local.test already exists",
                0,
                AgentStatus.SUCCESS,
                null);

        assertThat(isNeeded(over(
                        AgentStatus.SUCCESS,
                        Wire.emptyObject(),
                        step("New Site", AgentStatus.SUCCESS, Wire.emptyObject(), command))))
                .isFalse();
    }

    @Test
    void our_own_agent_says_by_its_code_that_the_site_was_there() {
        var why = traceback("site-exists: Site extra.local.test already exists; choose another name or archive it");

        assertThat(isNeeded(over(AgentStatus.FAILURE, why, step("New Site", AgentStatus.FAILURE, why))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pymysql.err.OperationalError: (1050, "Table 'tabNote' already exists")
            Traceback (most recent call last):\\nFileExistsError: Site extra.local.test already exists
            The app exists in apps.txt
            Site another.local.test already exists
            """)
    void a_site_half_made_is_taken_away_whatever_else_exists(String output) {
        var failed = ran(NEW_SITE, output.replace("\\n", "\n  "), AgentStatus.FAILURE);

        assertThat(isNeeded(over(AgentStatus.FAILURE, failed, step("New Site", AgentStatus.FAILURE, failed))))
                .isTrue();
    }

    @Test
    void what_another_program_prints_about_the_site_does_not_count() {
        var made = ran(NEW_SITE, "Installing frappe...", AgentStatus.SUCCESS);
        var failed = ran(INSTALL_APP, "Site extra.local.test already exists", AgentStatus.FAILURE);

        assertThat(isNeeded(over(
                        AgentStatus.FAILURE,
                        failed,
                        step("New Site", AgentStatus.SUCCESS, made),
                        step("Install Apps", AgentStatus.FAILURE, failed))))
                .isTrue();
    }

    @Test
    void a_traceback_that_quotes_the_words_does_not_count() {
        var failed = traceback(
                "Traceback (most recent call last):\n  File \"agent/base.py\"\nSite extra.local.test already exists");

        assertThat(isNeeded(over(AgentStatus.FAILURE, failed, step("New Site", AgentStatus.FAILURE, failed))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE OR REPLACE USER '_30fb53943755a05e_limited'@'%' IDENTIFIED BY [secret], false",
        "GRANT ALL ON _30fb53943755a05e.* TO '_30fb53943755a05e_limited'@'%', false",
        "DROP USER IF EXISTS '_30fb53943755a05e_limited'@'%', true",
    })
    void a_failure_before_the_program_ran_made_nothing_and_one_after_it_did(String sql, boolean needed) {
        var command = "mysql -h 127.0.0.1 -P 25954 -uroot -p[secret] -e \"" + sql + "\"";
        var failed = ran(command, "ERROR 1045 (28000): Access denied for user 'root'", AgentStatus.FAILURE);

        assertThat(isNeeded(over(AgentStatus.FAILURE, failed, step("New Site", AgentStatus.FAILURE, failed))))
                .isEqualTo(needed);
    }

    @Test
    void nothing_was_made_where_no_step_began_or_the_backup_did_not_arrive() {
        var failed = traceback("download-failed: the address does not answer");

        assertThat(isNeeded(over(AgentStatus.FAILURE, Wire.emptyObject()))).isFalse();
        assertThat(Undoing.isNeeded(
                        ordered("New Site from Backup"),
                        over(AgentStatus.FAILURE, failed, step("Download Backup Files", AgentStatus.FAILURE, failed))))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentStatus.class,
            names = {"RUNNING", "SUCCESS"})
    void a_site_whose_making_began_is_taken_away(AgentStatus status) {
        assertThat(isNeeded(over(
                        AgentStatus.FAILURE,
                        traceback("Cancelled"),
                        step("New Site", status, ran(NEW_SITE, "Installing frappe...", AgentStatus.SUCCESS)))))
                .isTrue();
    }

    @Test
    void the_words_of_new_sites_say_nothing_of_other_jobs() {
        var failed = ran(INSTALL_APP, "Site extra.local.test already exists", AgentStatus.FAILURE);

        assertThat(Undoing.isNeeded(
                        ordered("Migrate Site"),
                        over(AgentStatus.FAILURE, failed, step("Migrate Site", AgentStatus.FAILURE, failed))))
                .isTrue();
    }
}
