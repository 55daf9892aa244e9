package io.chantier.agent.secrets;

import io.chantier.agent.commands.Secret;
import io.chantier.jobs.JobOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The secrets of open jobs, beside the journal and sealed with a key that lies elsewhere: what a job is told to do holds
 * none, and a copy of the journal tells none. The database itself takes them away in the transaction in which their job
 * ends.
 */
public final class JobSecrets {

    private static final String TABLE = """
            create table if not exists agent_secret (
                number integer not null, -- of the job
                name   text    not null,
                sealed blob    not null,
                primary key (number, name)
            ) without rowid""";

    private static final String GONE = """
            create trigger if not exists agent_secret_gone after update of state on job
            when new.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            begin
                delete from agent_secret where number = cast(new.subject as integer);
            end""";

    /** What the text of {@link #sealed} begins with. */
    public static final String SEALED = "sealed:";

    private final DataSource journal;
    private final Seal seal;

    /** @param key the file of the key, which is made where it is missing */
    public JobSecrets(DataSource journal, Path key) {
        this.journal = journal;
        this.seal = Seal.with(key);
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute(GONE);
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
        }
    }

    /** Keeps the secrets of a job in the transaction in which the job is ordered. */
    public void keep(Connection connection, long number, Map<String, Secret> secrets) throws SQLException {
        for (var secret : secrets.entrySet()) {
            try (var statement = connection.prepareStatement("insert into agent_secret values (?, ?, ?)")) {
                statement.setLong(1, number);
                statement.setString(2, secret.getKey());
                statement.setBytes(
                        3,
                        seal.closed(
                                place(number, secret.getKey()),
                                secret.getValue().reveal()));
                statement.executeUpdate();
            }
        }
    }

    /**
     * A secret that every job of this kind comes with.
     *
     * @throws LostSecret where it is gone, or was sealed with another key
     */
    public Secret of(JobOrder order, String name) {
        return find(order, name).orElseThrow(() -> new LostSecret("Job " + order.subject() + " has no secret " + name));
    }

    /** Empty where the job came without it, or is over. */
    public Optional<Secret> find(JobOrder order, String name) {
        long number = number(order);
        try (var connection = journal.getConnection();
                var statement =
                        connection.prepareStatement("select sealed from agent_secret where number = ? and name = ?")) {
            statement.setLong(1, number);
            statement.setString(2, name);
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Secret(seal.opened(place(number, name), row.getBytes(1))))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be read", e);
        }
    }

    /** The same for the same text only, and only with this key; tells nothing of the text. */
    public String fingerprint(Secret secret) {
        return seal.fingerprint(secret.reveal());
    }

    /** A text that a job keeps in the journal itself. */
    public String sealed(JobOrder order, String name, String text) {
        return SEALED + Base64.getEncoder().encodeToString(seal.closed(place(number(order), name), text));
    }

    /** What {@link #sealed} was given; a text that an earlier version kept in clear is given back as it is. */
    public String unsealed(JobOrder order, String name, String text) {
        return text.startsWith(SEALED)
                ? seal.opened(place(number(order), name), Base64.getDecoder().decode(text.substring(SEALED.length())))
                : text;
    }

    private static long number(JobOrder order) {
        return Long.parseLong(order.subject());
    }

    /** What is sealed for one place does not open in another. */
    private static byte[] place(long number, String name) {
        return (number + " " + name).getBytes(StandardCharsets.UTF_8);
    }
}
