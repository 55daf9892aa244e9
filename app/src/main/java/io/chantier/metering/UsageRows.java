package io.chantier.metering;

import io.chantier.values.TeamId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was spent and what is reserved, row by row. */
@Repository
class UsageRows {

    private final JdbcClient jdbc;
    private final Periods periods;

    UsageRows(JdbcClient jdbc, Periods periods) {
        this.jdbc = jdbc;
        this.periods = periods;
    }

    /** Nobody else reserves until this transaction ends. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('chantier metering', 0))")
                .query((_, _) -> true)
                .single();
    }

    /** Counts a request once; what a reply said replaces what was only estimated. */
    void record(UsageRecord usage) {
        var call = usage.call();
        var tokens = usage.tokens();
        jdbc.sql("""
                insert into metering_usage (team_id, site_id, job_id, step, call_id, model, input_tokens,
                    cache_read_tokens, cache_write_tokens, output_tokens, micro_usd, is_estimated, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (job_id, step, call_id) do update set model = excluded.model, input_tokens = excluded.input_tokens,
                    cache_read_tokens = excluded.cache_read_tokens, cache_write_tokens = excluded.cache_write_tokens,
                    output_tokens = excluded.output_tokens, micro_usd = excluded.micro_usd, is_estimated = false,
                    reservation_id = null
                where metering_usage.is_estimated and not excluded.is_estimated
                    and metering_usage.team_id = excluded.team_id
                """)
                .params(call.team().value(), call.site(), call.job(), call.step(), call.id(), usage.model())
                .params(tokens.input(), tokens.cacheRead(), tokens.cacheWrite(), tokens.output())
                .params(usage.microUsd(), usage.isEstimated(), at(usage.at()))
                .update();
    }

    void reserve(UUID id, Call call, String model, long microUsd, Instant expires) {
        jdbc.sql("""
                insert into metering_reservation
                    (id, team_id, site_id, job_id, step, call_id, model, micro_usd, at, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(id, call.team().value(), call.site(), call.job(), call.step(), call.id(), model, microUsd)
                .params(at(periods.now()), at(expires))
                .update();
    }

    /** Ends a reservation, and takes back what was booked in its place. */
    void end(UUID reservation) {
        jdbc.sql("delete from metering_reservation where id = ?")
                .param(reservation)
                .update();
        jdbc.sql("delete from metering_usage where reservation_id = ? and is_estimated")
                .param(reservation)
                .update();
    }

    /** Whoever reserved these is gone, and may have been answered: they were spent, as far as anybody can know. */
    int bookExpired() {
        return jdbc.sql("""
                with expired as (
                    delete from metering_reservation where expires_at <= :now
                    returning id, team_id, site_id, job_id, step, call_id, model, micro_usd, at)
                insert into metering_usage (team_id, site_id, job_id, step, call_id, model, input_tokens,
                    cache_read_tokens, cache_write_tokens, output_tokens, micro_usd, is_estimated, reservation_id, at)
                select team_id, site_id, job_id, step, call_id, model, 0, 0, 0, 0, micro_usd, true, id, at from expired
                on conflict (job_id, step, call_id) do nothing
                """).param("now", at(periods.now())).update();
    }

    /** What counts against each limit now. */
    Map<Limit, Long> spent(TeamId team, UUID site, UUID job) {
        return jdbc.sql("""
                with spending as (
                    select team_id, site_id, job_id, micro_usd, at from metering_usage
                    where at >= :month or (team_id = :team and (site_id = :site or job_id = :job))
                    union all
                    select team_id, site_id, job_id, micro_usd, at from metering_reservation)
                select
                    coalesce(sum(micro_usd) filter (where team_id = :team and job_id = :job), 0) as job,
                    coalesce(sum(micro_usd) filter (where team_id = :team and site_id = :site), 0) as site,
                    coalesce(sum(micro_usd) filter (where team_id = :team and at >= :day), 0) as team_day,
                    coalesce(sum(micro_usd) filter (where team_id = :team and at >= :month), 0) as team_month,
                    coalesce(sum(micro_usd) filter (where at >= :day), 0) as installation_day,
                    coalesce(sum(micro_usd) filter (where at >= :month), 0) as installation_month
                from spending
                """)
                .param("team", team.value())
                .param("site", site)
                .param("job", job)
                .param("day", at(periods.start(periods.today())))
                .param("month", at(periods.start(periods.month())))
                .query((row, _) -> {
                    Map<Limit, Long> spent = new EnumMap<>(Limit.class);
                    for (var limit : Limit.values()) spent.put(limit, row.getLong(limit.name()));
                    return spent;
                })
                .single();
    }

    /** Booked from then on; what is only reserved is not in it. */
    long spentSince(TeamId team, Instant since) {
        return jdbc.sql("select coalesce(sum(micro_usd), 0) from metering_usage where team_id = ? and at >= ?")
                .params(team.value(), at(since))
                .query(Long.class)
                .single();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
