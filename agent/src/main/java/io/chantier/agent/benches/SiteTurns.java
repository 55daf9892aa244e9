package io.chantier.agent.benches;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import javax.sql.DataSource;

/**
 * One job at a time for each site, in the order in which they were ordered; a name that a job only may give to a site
 * counts too. The database itself ends a job's turn in the transaction in which the job ends.
 */
public final class SiteTurns {

    /** The step that waits for the turn; like all whose name begins with a dot it is not told. */
    public static final String STEP = ".turn";

    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final String TABLE = """
            create table if not exists agent_turn (
                number integer not null, -- of the job
                site   text    not null,
                primary key (site, number)
            ) without rowid""";

    private static final String OVER = """
            create trigger if not exists agent_turn_over after update of state on job
            when new.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            begin
                delete from agent_turn where number = cast(new.subject as integer);
            end""";

    private static final String BEFORE = """
            select 1 from agent_turn own join agent_turn other on other.site = own.site and other.number < own.number
            where own.number = ?""";

    private final DataSource journal;

    public SiteTurns(DataSource journal) {
        this.journal = journal;
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("create index if not exists agent_turn_of_job on agent_turn (number)");
            statement.execute(OVER);
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
        }
    }

    /** Queues a job for its sites in the transaction in which it is ordered. */
    public void queue(Connection connection, long number, Collection<SiteName> sites) throws SQLException {
        for (var site : sites) {
            try (var statement = connection.prepareStatement("insert into agent_turn values (?, ?)")) {
                statement.setLong(1, number);
                statement.setString(2, site.value());
                statement.executeUpdate();
            }
        }
    }

    /** Waits until all earlier jobs for the same sites are over; holds no worker meanwhile. */
    public Step step(JobOrder order) {
        long number = Long.parseLong(order.subject());
        return Step.named(STEP, _ -> isTurnOf(number) ? StepOutcome.done() : new StepOutcome.LookAgain(PAUSE));
    }

    private boolean isTurnOf(long number) {
        try (var connection = journal.getConnection();
                var statement = connection.prepareStatement(BEFORE)) {
            statement.setLong(1, number);
            try (var row = statement.executeQuery()) {
                return !row.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be read", e);
        }
    }
}
