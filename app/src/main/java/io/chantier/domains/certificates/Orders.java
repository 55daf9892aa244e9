package io.chantier.domains.certificates;

import io.chantier.domains.RegisteredName;
import io.chantier.domains.certificates.Pace.Order;
import io.chantier.domains.certificates.Pace.Reached;
import io.chantier.values.DomainName;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The certificates that proxies were allowed to order, as the authority counts them. */
@Repository
class Orders {

    private final JdbcClient jdbc;

    Orders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Books one certificate where the pace allows it; what forbids it where not. Within the caller's transaction: until
     * its end nobody else books any, so that replicas together keep the limits.
     */
    Optional<Reached> book(TeamId team, DomainName name, Instant now) {
        jdbc.sql("lock table certificate_order in share row exclusive mode").update();
        var registered = RegisteredName.of(name).orElse(name);
        var reached = Pace.reached(team, name, registered, since(now.minus(Pace.MEMORY)), now);
        if (reached.isEmpty()) {
            jdbc.sql("insert into certificate_order (team_id, name, registered, ordered_at) values (?, ?, ?, ?)")
                    .params(team.value(), name.value(), registered.value(), at(now))
                    .update();
        }
        return reached;
    }

    /** Notes that the last certificate of the name was not issued; how many were not within the memory. */
    int fail(TeamId team, DomainName name, Instant now) {
        jdbc.sql("""
                update certificate_order set failed_at = ? where id =
                    (select max(id) from certificate_order where team_id = ? and name = ? and failed_at is null)
                """).params(at(now), team.value(), name.value()).update();
        return jdbc.sql("select count(*) from certificate_order where team_id = ? and name = ? and failed_at > ?")
                .params(team.value(), name.value(), at(now.minus(Pace.MEMORY)))
                .query(Integer.class)
                .single();
    }

    /** Forgets what no limit counts any more. */
    void forgetOld(Instant now) {
        jdbc.sql("delete from certificate_order where ordered_at < ?")
                .param(at(now.minus(Pace.MEMORY.multipliedBy(2))))
                .update();
    }

    List<Order> since(Instant then) {
        return jdbc.sql("select * from certificate_order where ordered_at > :then or failed_at > :then")
                .param("then", at(then))
                .query((row, _) -> {
                    var failed = row.getObject("failed_at", OffsetDateTime.class);
                    return new Order(
                            new TeamId(row.getObject("team_id", UUID.class)),
                            new DomainName(row.getString("name")),
                            new DomainName(row.getString("registered")),
                            row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
                            failed == null ? null : failed.toInstant());
                })
                .list();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
