package io.chantier.agent.benches;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Who works on which site and bench: jobs whose claims exclude each other come one after the other. Each has a place in
 * one line, in the order in which they were ordered, so that nobody waits for ever or in a circle. The database itself
 * ends a job's claim in the transaction in which the job ends.
 */
public final class Turns {

    /** The step that waits for the turn; like all whose name begins with a dot it is not told. */
    public static final String STEP = ".turn";

    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final String TABLE = """
            create table if not exists agent_claim (
                number integer not null, -- of the job
                what   text    not null,
                alone  integer not null, -- 1 where nobody else may claim it meanwhile, 2 where that may take long
                place  integer,          -- in the line, negative of who stepped aside; null of who comes last
                primary key (what, number)
            ) without rowid""";

    private static final String OVER = """
            create trigger if not exists agent_claim_over after update of state on job
            when new.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
            begin
                delete from agent_claim where number = cast(new.subject as integer);
            end""";

    private static final String LAST = "(select coalesce(max(abs(place)), 0) + 1 from agent_claim)";

    private static final String OTHERS = """
            select 1 from agent_claim own join agent_claim other
                on other.what = own.what and other.number <> own.number and (own.alone or other.alone)
            where own.number = ?""";

    /** Who stepped aside goes before who came after it, as soon as it could take a place. */
    private static final String TAKE = """
            update agent_claim set place = %s where number = ? and (place is null or place < 0)
            and not exists (%s and (other.place > 0
                or other.place < 0 and (own.place is null or other.place > own.place) and not exists (
                    select 1 from agent_claim its join agent_claim holder
                        on holder.what = its.what and holder.number <> its.number and holder.alone = 2
                    where its.number = other.number)))""".formatted(LAST, OTHERS);

    private static final String STEP_ASIDE = """
            update agent_claim set place = -place where number = ? and place > 0
            and exists (%s and other.alone = 2)""".formatted(OTHERS);

    /** Behind those that look again only a moment later. */
    private static final String STAY_ASIDE = """
            update agent_claim set place = -place where number = ? and place > 0
            and exists (%s and (other.alone = 2 or other.place < 0))""".formatted(OTHERS);

    private static final String WAITS = """
            select 1 from agent_claim where number = ? and (place is null or place < 0)
            union all
            select 1 where exists (%s and other.place > 0 and other.place < own.place)""".formatted(OTHERS);

    private final DataSource journal;

    public Turns(DataSource journal) {
        this.journal = journal;
        try (var connection = journal.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("create index if not exists agent_claim_of_job on agent_claim (number)");
            statement.execute(OVER);
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
        }
    }

    /** Puts a job into the line, in the transaction in which it is ordered. */
    public void queue(Connection connection, long number, Claim claim) throws SQLException {
        write(connection, number, claim, LAST);
        update(connection, STAY_ASIDE, number, number);
    }

    /**
     * The same for a job that may wait long for a worker: until one begins with it at a moment when nobody else is at
     * work, all others go first.
     */
    public void queueLast(Connection connection, long number, Claim claim) throws SQLException {
        write(connection, number, claim, "null");
    }

    private static void write(Connection connection, long number, Claim claim, String place) throws SQLException {
        var all = claim.all().toList();
        if (all.isEmpty()) {
            return;
        }
        // One statement, so that all have the same place.
        var rows = String.join(
                " union all ",
                Stream.generate(() -> "select ?, ?, ?, " + place)
                        .limit(all.size())
                        .toList());
        try (var statement = connection.prepareStatement("insert into agent_claim " + rows)) {
            int parameter = 0;
            for (var what : all) {
                statement.setLong(++parameter, number);
                statement.setString(++parameter, what);
                statement.setInt(++parameter, claim.alone().contains(what) ? 1 : 0);
            }
            statement.executeUpdate();
        }
    }

    /** Waits until nobody before it claims the same; holds no worker meanwhile. */
    public Step step(JobOrder order) {
        long number = Long.parseLong(order.subject());
        return Step.named(STEP, _ -> isTurnOf(number) ? StepOutcome.done() : new StepOutcome.LookAgain(PAUSE));
    }

    private boolean isTurnOf(long number) {
        try (var connection = journal.getConnection()) {
            update(connection, STEP_ASIDE, number, number);
            update(connection, TAKE, number, number);
            try (var statement = connection.prepareStatement(WAITS)) {
                statement.setLong(1, number);
                statement.setLong(2, number);
                try (var row = statement.executeQuery()) {
                    return !row.next();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be read", e);
        }
    }

    /**
     * For a job that waits long for somebody else, and then has to do with nothing on a bench but sites that it has alone:
     * it keeps them, and is in nobody's way at its benches, whatever becomes of those. Who wants its sites steps aside: it
     * waits, and is in nobody's way either.
     */
    public void letBenchesGo(JobOrder order) {
        long number = Long.parseLong(order.subject());
        try (var connection = journal.getConnection()) {
            update(connection, "update agent_claim set alone = 2 where number = ? and alone = 1", number);
            update(connection, "delete from agent_claim where number = ? and alone = 0", number);
        } catch (SQLException e) {
            throw new IllegalStateException("The agent's journal cannot be written", e);
        }
    }

    private static void update(Connection connection, String sql, long... numbers) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < numbers.length; i++) {
                statement.setLong(i + 1, numbers[i]);
            }
            statement.executeUpdate();
        }
    }
}
