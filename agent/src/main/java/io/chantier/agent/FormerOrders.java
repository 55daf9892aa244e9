package io.chantier.agent;

import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.protocol.Wire;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders and notes of an earlier version of the agent, which kept configurations in clear. Once, at the first start of
 * this one, they become what this one would have written, and their old texts leave the file.
 */
final class FormerOrders {

    private static final Logger LOG = LoggerFactory.getLogger(FormerOrders.class);

    /** The {@code user_version} of a journal without configurations in clear. */
    private static final int SEALED = 1;

    private static final String OPEN = "job.state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING')";

    /** Each name of an argument that is sealed ends like this. */
    private static final String ORDERS = """
            select id, kind, subject, '' as step, input as text, %s as open from job
            where input like '%%config"%%'""".formatted(OPEN);

    private static final String NOTES = """
            select id, kind, subject, step.name as step, step.result as text, %s as open
            from job_step step join job on job.id = step.job_id
            where step.name in (%s) and step.result <> '' and step.result not like '%s%%'""".formatted(
                    OPEN,
                    Confidential.NOTES.stream().sorted().collect(Collectors.joining("', '", "'", "'")),
                    JobSecrets.SEALED);

    private final Journal journal;
    private final JobSecrets secrets;

    /** @param text the order itself, or what one of its steps noted */
    private record Former(String job, JobOrder order, String step, String text, boolean open) {}

    FormerOrders(Journal journal, JobSecrets secrets) {
        this.journal = journal;
        this.secrets = secrets;
    }

    /** To be called before the first job runs, and before anybody else reads the journal. */
    void seal() {
        if (journal.read(FormerOrders::version) >= SEALED) {
            return;
        }
        int sealed = journal.inTransaction(connection -> {
            var orders = found(connection, ORDERS);
            for (var former : orders) {
                sealOrder(connection, former);
            }
            var notes = found(connection, NOTES);
            for (var former : notes) {
                sealNote(connection, former);
            }
            return orders.size() + notes.size();
        });
        if (sealed > 0) {
            LOG.info("{} orders and notes of an earlier version of the agent were looked through and sealed", sealed);
        }
        erase();
    }

    private static int version(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("pragma user_version")) {
            return row.getInt(1);
        }
    }

    private static List<Former> found(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var found = new ArrayList<Former>();
            while (row.next()) {
                found.add(new Former(
                        row.getString("id"),
                        JobOrder.of(row.getString("kind"), row.getString("subject"), AgentJobs.OPERATOR),
                        row.getString("step"),
                        row.getString("text"),
                        row.getBoolean("open")));
            }
            return found;
        }
    }

    private void sealOrder(Connection connection, Former former) throws SQLException {
        try {
            var arguments = SealedArguments.read(former.text());
            var told = Wire.write(SealedArguments.told(arguments, secrets));
            long number = Long.parseLong(former.order().subject());
            if (former.open()) {
                secrets.keep(connection, number, SealedArguments.of(arguments));
            }
            update(connection, "update job set input = ? where id = ?", told, former.job());
        } catch (RuntimeException e) {
            LOG.warn(
                    "The order of job {} cannot be read and stays as it is",
                    former.order().subject(),
                    e);
        }
    }

    /** Nobody goes back to what was before a job that is over. */
    private void sealNote(Connection connection, Former former) throws SQLException {
        var text = former.open() ? secrets.sealed(former.order(), former.step(), former.text()) : "";
        update(
                connection,
                "update job_step set result = ? where job_id = ? and name = ?",
                text,
                former.job(),
                former.step());
    }

    private static void update(Connection connection, String sql, String... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    /** What was overwritten still stands in pages that are free, and in the log of writes. */
    private void erase() {
        try {
            journal.read(connection -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("vacuum");
                    statement.execute("pragma wal_checkpoint(truncate)");
                    return statement.execute("pragma user_version = " + SEALED);
                }
            });
        } catch (IllegalStateException e) {
            LOG.warn(
                    "Old configurations may still stand in free parts of the agent's journal; the next start tries"
                            + " again to clear them away, which takes as much free disk as the journal has",
                    e);
        }
    }
}
