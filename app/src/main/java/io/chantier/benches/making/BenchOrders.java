package io.chantier.benches.making;

import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The benches that were ordered and do not stand in their group yet. */
@Repository
class BenchOrders {

    private static final String ORDERS = """
            select bench_order.*, bench_server.name server from bench_order
            join bench_server on bench_server.id = bench_order.server_id
            """;

    private final JdbcClient jdbc;

    BenchOrders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Nobody else chooses a name or ports there until the caller's transaction ends; empty where there is no such server. */
    Optional<String> lock(UUID server) {
        return jdbc.sql("select name from bench_server where id = ? for no key update")
                .param(server)
                .query(String.class)
                .optional();
    }

    /** The first number that no bench of that kind of name has, on whatever server. */
    String freeName() {
        int last = jdbc.sql("""
                        select coalesce(max(substring(name from '^bench-(\\d{1,6})')::int), 0) from (
                            select name from bench where state <> 'ARCHIVED'
                            union all select name from bench_order where state not in ('FAILED', 'LOST')) known
                        """).query(Integer.class).single();
        return "bench-%04d".formatted(last + 1);
    }

    boolean isTaken(UUID server, String name) {
        return jdbc.sql("""
                        select exists (select from bench where server_id = :server and name = :name and state <> 'ARCHIVED')
                            or exists (select from bench_order
                                where server_id = :server and name = :name and state not in ('FAILED', 'LOST'))
                        """)
                .param("server", server)
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    boolean hasPorts(UUID server, int ports) {
        return ports(server).contains(ports);
    }

    /**
     * The lowest number that can be had; empty where all are taken. Of benches whose ports nobody knows, one each is passed
     * over, since agents count from nought; so are those with which one failed lately, as long as there are others.
     */
    Optional<Integer> freePorts(UUID server) {
        var taken = ports(server);
        int unknown = jdbc.sql(
                        "select count(*) from bench where server_id = ? and state <> 'ARCHIVED' and ports is null")
                .param(server)
                .query(Integer.class)
                .single();
        var failed = jdbc.sql("""
                        select ports from bench_ports_failed
                        where server_id = ? and failed_at > now() - interval '7 days'
                        """).param(server).query(Integer.class).list();
        var free = IntStream.rangeClosed(unknown, BenchWish.MOST_PORTS)
                .filter(number -> !taken.contains(number))
                .boxed()
                .toList();
        return free.stream()
                .filter(number -> !failed.contains(number))
                .findFirst()
                .or(() -> free.stream().findFirst());
    }

    private List<Integer> ports(UUID server) {
        return jdbc.sql("""
                        select ports from bench where server_id = :server and state <> 'ARCHIVED' and ports is not null
                        union select ports from bench_order
                            where server_id = :server
                                and (state not in ('FAILED', 'LOST') or state = 'LOST' and ended_at > now() - interval '7 days')
                        """).param("server", server).query(Integer.class).list();
    }

    /** What failed before under this name is told no longer. */
    void add(UUID job, UUID server, String name, ReleaseGroup group, TeamId team, int ports) {
        jdbc.sql("delete from bench_order where server_id = ? and name = ? and state in ('FAILED', 'LOST')")
                .params(server, name)
                .update();
        jdbc.sql("""
                insert into bench_order (job, server_id, name, group_id, group_number, team_id, ports)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(job, server, name, group.id(), group.current().number(), team.value(), ports)
                .update();
    }

    Optional<BenchOrder> find(UUID job) {
        return jdbc.sql(ORDERS + " where job = ?")
                .param(job)
                .query(BenchOrders::order)
                .optional();
    }

    /** Newest first; those that failed, or went, for a week. */
    List<BenchOrder> of(UUID group) {
        return jdbc.sql(ORDERS + """
                         where group_id = ?
                            and (state not in ('FAILED', 'LOST') or ended_at > now() - interval '7 days')
                        order by ordered_at desc, job
                        """).param(group).query(BenchOrders::order).list();
    }

    /** Those that are made, and that their server has not listed since, however long ago that was. */
    List<BenchOrder> awaited(UUID server) {
        return jdbc.sql(ORDERS + " where server_id = ? and state in ('LISTING', 'LOST') order by ordered_at")
                .param(server)
                .query(BenchOrders::order)
                .list();
    }

    private void ended(UUID job, BenchOrder.State state, Instant at) {
        jdbc.sql("update bench_order set state = ?, ended_at = ? where job = ? and state = 'MAKING'")
                .params(state.name(), Timestamp.from(at), job)
                .update();
    }

    /** Those of the server that were made before, and that it does not list, are waited for no longer. */
    void lost(UUID server, Collection<String> listed, Instant madeBefore) {
        jdbc.sql("""
                update bench_order set state = 'LOST', ended_at = now()
                where server_id = ? and state = 'LISTING' and ended_at < ? and name <> all (?)
                """)
                .params(server, Timestamp.from(madeBefore), listed.toArray(String[]::new))
                .update();
    }

    /** It was not made; its name is free, and its ports are the last to be had for a while. */
    void failed(BenchOrder order, Instant at) {
        ended(order.job(), BenchOrder.State.FAILED, at);
        jdbc.sql("""
                insert into bench_ports_failed (server_id, ports, failed_at) values (?, ?, ?)
                on conflict (server_id, ports) do update set failed_at = excluded.failed_at
                """).params(order.server(), order.ports(), Timestamp.from(at)).update();
    }

    /** It is made, and its server is asked for it. */
    void made(BenchOrder order, Instant at) {
        ended(order.job(), BenchOrder.State.LISTING, at);
    }

    /** Another job makes what this one failed to make. */
    void again(UUID failed, UUID job) {
        jdbc.sql("update bench_order set job = ?, state = 'MAKING', ended_at = null where job = ?")
                .params(job, failed)
                .update();
    }

    /** Its server lists it with other apps than it was to have. */
    void differs(BenchOrder order, String apps) {
        jdbc.sql("update bench_order set state = 'DIFFERS', differs = ? where job = ?")
                .params(apps, order.job())
                .update();
        note(order);
    }

    /** The bench stands in its group; how it was ordered is not needed any more. */
    void stands(BenchOrder order) {
        note(order);
        jdbc.sql("update bench set release_group_id = ?, release_group_number = ? where server_id = ? and name = ?")
                .params(order.group(), order.number(), order.server(), order.name())
                .update();
        jdbc.sql("delete from bench_order where job = ?").param(order.job()).update();
    }

    private void note(BenchOrder order) {
        jdbc.sql("update bench set ports = ?, archive_job = null where server_id = ? and name = ?")
                .params(order.ports(), order.server(), order.name())
                .update();
    }

    private static BenchOrder order(ResultSet row, int at) throws SQLException {
        return new BenchOrder(
                row.getObject("job", UUID.class),
                row.getObject("server_id", UUID.class),
                row.getString("server"),
                row.getString("name"),
                row.getObject("group_id", UUID.class),
                row.getInt("group_number"),
                new TeamId(row.getObject("team_id", UUID.class)),
                row.getInt("ports"),
                BenchOrder.State.valueOf(row.getString("state")),
                row.getString("differs"));
    }
}
