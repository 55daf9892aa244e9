package io.chantier.metering;

import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Adds up the rows of the ledger. */
@Repository
class Sums {

    private static final String SUMS = """
            count(*) as calls, sum(input_tokens) as input, sum(cache_read_tokens) as cache_read,
            sum(cache_write_tokens) as cache_write, sum(output_tokens) as output, sum(micro_usd) as micro_usd,
            coalesce(sum(micro_usd) filter (where is_estimated), 0) as estimated
            """;

    /** What sums are made for: the key of each. */
    record Key<K>(String column, RowMapper<K> read) {}

    static final Key<String> STEP = new Key<>("step", (row, _) -> row.getString("key"));
    static final Key<String> MODEL = new Key<>("model", (row, _) -> row.getString("key"));
    static final Key<UUID> SITE = new Key<>("site_id", (row, _) -> row.getObject("key", UUID.class));

    /** Which rows are added up. */
    record Rows(String where, Map<String, Object> parameters) {}

    private final JdbcClient jdbc;
    private final Periods periods;

    Sums(JdbcClient jdbc, Periods periods) {
        this.jdbc = jdbc;
        this.periods = periods;
    }

    Rows job(TeamId team, UUID job) {
        return new Rows("team_id = :team and job_id = :job", Map.of("team", team.value(), "job", job));
    }

    Rows site(TeamId team, UUID site) {
        return new Rows("team_id = :team and site_id = :site", Map.of("team", team.value(), "site", site));
    }

    Rows team(TeamId team, Span span) {
        return new Rows(
                "team_id = :team and at >= :from and at < :until",
                Map.of(
                        "team",
                        team.value(),
                        "from",
                        start(span.from()),
                        "until",
                        start(span.to().plusDays(1))));
    }

    Rows installation(Span span) {
        return new Rows(
                "at >= :from and at < :until",
                Map.of("from", start(span.from()), "until", start(span.to().plusDays(1))));
    }

    /** In the order of the first request of each. */
    <K> SequencedMap<K, Sum> of(Rows rows, Key<K> key) {
        var sums = new LinkedHashMap<K, Sum>();
        jdbc.sql("select " + key.column() + " as key, " + SUMS + " from metering_usage where " + rows.where()
                        + " group by 1 order by min(at), 1")
                .params(rows.parameters())
                .query((row, number) -> sums.put(key.read().mapRow(row, number), sum(row)))
                .list();
        return sums;
    }

    SequencedMap<LocalDate, SequencedMap<String, Sum>> days(TeamId team, Span span) {
        var rows = team(team, span);
        var days = new LinkedHashMap<LocalDate, SequencedMap<String, Sum>>();
        jdbc.sql("select (at at time zone :zone)::date as day, model, " + SUMS + " from metering_usage where "
                        + rows.where() + " group by 1, 2 order by 1, 2")
                .params(rows.parameters())
                .param("zone", periods.zone().getId())
                .query((row, _) -> days.computeIfAbsent(
                                row.getObject("day", LocalDate.class), _ -> new LinkedHashMap<>())
                        .put(row.getString("model"), sum(row)))
                .list();
        return days;
    }

    List<Ledger.Line> lines(TeamId team, Span span) {
        var rows = team(team, span);
        return jdbc.sql("select (at at time zone :zone)::date as day, site_id, job_id, step, model, " + SUMS
                        + " from metering_usage where " + rows.where()
                        + " group by 1, 2, 3, 4, 5 order by 1, min(id)")
                .params(rows.parameters())
                .param("zone", periods.zone().getId())
                .query((row, _) -> new Ledger.Line(
                        row.getObject("day", LocalDate.class),
                        row.getObject("site_id", UUID.class),
                        row.getObject("job_id", UUID.class),
                        row.getString("step"),
                        row.getString("model"),
                        sum(row)))
                .list();
    }

    Optional<UUID> lastJob(TeamId team, UUID site) {
        return jdbc.sql("select job_id from metering_usage where team_id = ? and site_id = ? order by id desc limit 1")
                .params(team.value(), site)
                .query(UUID.class)
                .optional();
    }

    /** What this step cost with this model in each of the last jobs, in ascending order; estimates are no evidence. */
    List<Long> recent(String step, String model, int jobs) {
        return jdbc.sql("""
                select sum(micro_usd) as cost from metering_usage where step = ? and model = ?
                group by job_id having not bool_or(is_estimated) order by max(id) desc limit ?
                """).params(step, model, jobs).query(Long.class).list().stream()
                .sorted()
                .toList();
    }

    static <K> SequencedMap<K, Sum> dearestFirst(Map<K, Sum> sums) {
        return sums.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Map.Entry<K, Sum> entry) -> entry.getValue().microUsd())
                        .reversed())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Sum::plus, LinkedHashMap::new));
    }

    private OffsetDateTime start(LocalDate day) {
        Instant start = periods.start(day);
        return start.atOffset(ZoneOffset.UTC);
    }

    private static Sum sum(ResultSet row) throws SQLException {
        return new Sum(
                row.getLong("calls"),
                new Tokens(
                        row.getLong("input"),
                        row.getLong("cache_read"),
                        row.getLong("cache_write"),
                        row.getLong("output")),
                row.getLong("micro_usd"),
                row.getLong("estimated"));
    }
}
