package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.values.Digest;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On which servers of others releases were put, by the names that those had then. */
public final class PublishedTo {

    private final JdbcClient jdbc;

    public PublishedTo(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Without those that were only on our own edge. */
    Map<Digest, String> of(Site site) {
        return jdbc
                .sql("select release, server from deployment_target where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .query((row, _) -> Map.entry(new Digest(row.getString("release")), row.getString("server")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void forget(Site site) {
        jdbc.sql("delete from deployment_target where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }
}
