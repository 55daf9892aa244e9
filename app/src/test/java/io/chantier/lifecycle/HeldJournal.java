package io.chantier.lifecycle;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stops the journal at the worst moment of a step: its work is done and its record is not yet committed. A trigger in the
 * database holds the record until it is let go.
 */
public final class HeldJournal {

    private final JdbcClient database;
    private boolean prepared;

    private HeldJournal(JdbcClient database) {
        this.database = database;
    }

    static HeldJournal at(String url, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return new HeldJournal(JdbcClient.create(source));
    }

    public static HeldJournal at(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        return new HeldJournal(JdbcClient.create(source));
    }

    /** When each finished step was finished: a step that ran again would have another time. */
    public Map<String, String> finishedSteps() {
        var times = new LinkedHashMap<String, String>();
        database.sql("select name, finished_at from job_step where state = 'DONE' order by position")
                .query((row, _) -> times.put(row.getString("name"), row.getString("finished_at")))
                .list();
        return times;
    }

    /** From now on the record of this step waits, and none else. */
    public void holdRecordOf(String step) {
        if (!prepared) prepare();
        prepared = true;
        database.sql("with gone as (delete from held_step) insert into held_step values (?)")
                .param(step)
                .update();
    }

    /** Once, because a trigger is not made on a table in which a transaction is open. */
    private void prepare() {
        database.sql("create table held_step (name text)").update();
        database.sql("""
                        create function hold_record() returns trigger language plpgsql as $$
                        begin
                            while new.state = 'DONE' and old.state <> 'DONE'
                                    and exists (select 1 from held_step where name = new.name) loop
                                perform pg_sleep(0.05);
                            end loop;
                            return new;
                        end $$""").update();
        database.sql("create trigger hold before update on job_step for each row execute function hold_record()")
                .update();
    }

    public void awaitHeldRecord(String step) {
        await("the record of " + step)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(this::isHolding);
    }

    boolean isHolding() {
        return count("pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()") > 0;
    }

    /** Lets every record pass. */
    public void letGo() {
        database.sql("delete from held_step").update();
    }

    /** Ends the connections of a killed application, whose open transaction would go on for a while. */
    public void forgetTheDead() {
        database.sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()""").query(Boolean.class).list();
    }

    public long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }
}
