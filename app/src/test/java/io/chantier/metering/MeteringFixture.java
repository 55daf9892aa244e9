package io.chantier.metering;

import io.chantier.TestDatabase;
import io.chantier.values.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Ledger and budgets on a database of their own, without Spring, in Paris, at a time that a test can set. */
final class MeteringFixture {

    static final String SONNET = "claude-sonnet-5-5";

    final SettableClock clock = new SettableClock(Instant.parse("2026-11-15T10:00:00Z"));
    final LimitRows limits;
    final Ledger ledger;
    final Budgets budgets;
    final Prices prices;
    final Estimates estimates;
    final JdbcClient jdbc;

    final TeamId team = new TeamId(UUID.randomUUID());
    final UUID site = UUID.randomUUID();
    private final AtomicInteger calls = new AtomicInteger();

    MeteringFixture() {
        var database = database();
        jdbc = JdbcClient.create(database);
        var periods = new Periods(clock, ZoneId.of("Europe/Paris"));
        var usage = new UsageRows(jdbc, periods);
        limits = new LimitRows(jdbc);
        var sums = new Sums(jdbc, periods);
        ledger = new Ledger(usage, sums, _ -> {});
        prices = new Prices(jdbc);
        estimates = new Estimates(prices, sums);
        budgets = new Budgets(usage, limits, _ -> {}, periods, new DataSourceTransactionManager(database));
    }

    /** No limit but these. */
    void limitTo(Map<Limit, Long> microUsd) {
        limits.store(new Limits(microUsd));
    }

    void override(TeamId team, Limit limit, OptionalLong microUsd) {
        limits.override(team, new EnumMap<>(Map.of(limit, microUsd)));
    }

    /** Another request of the job for the fixture's site. */
    Call call(UUID job) {
        return call(team, site, job);
    }

    Call call(TeamId team, UUID site, UUID job) {
        return new Call(team, site, job, "write-content", "call-" + calls.incrementAndGet());
    }

    UsageRecord usage(Call call, long microUsd) {
        return new UsageRecord(call, SONNET, new Tokens(10, 20, 30, 40), microUsd, false, clock.instant());
    }

    long booked() {
        return jdbc.sql("select coalesce(sum(micro_usd), 0) from metering_usage")
                .query(Long.class)
                .single();
    }

    /** What is booked and what is reserved, as the budgets see it. */
    long counted() {
        return jdbc.sql("""
                select (select coalesce(sum(micro_usd), 0) from metering_usage)
                     + (select coalesce(sum(micro_usd), 0) from metering_reservation)
                """).query(Long.class).single();
    }

    private static DataSource database() {
        var database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.fresh());
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/metering")
                .load()
                .migrate();
        return database;
    }

    /** Stands still until somebody moves it. */
    static final class SettableClock extends Clock {

        private volatile Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        void set(Instant then) {
            now = then;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
