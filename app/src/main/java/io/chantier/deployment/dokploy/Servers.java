package io.chantier.deployment.dokploy;

import io.chantier.identity.Vault;
import io.chantier.values.Secret;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Dokploy servers that the operator named; their tokens are sealed. */
final class Servers {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final DokploySettings settings;

    Servers(JdbcClient jdbc, Vault vault, DokploySettings settings) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.settings = settings;
    }

    /**
     * @param fromSettings its address and token are those of {@code DOKPLOY_URL} and {@code DOKPLOY_TOKEN}
     * @param takesNew whether new sites go there
     */
    record Listed(DokployServer server, boolean fromSettings, boolean takesNew) {}

    List<Listed> all() {
        return jdbc.sql("select * from deployment_server order by created_at, id")
                .query(this::asListed)
                .list();
    }

    Optional<Listed> find(UUID id) {
        return jdbc.sql("select * from deployment_server where id = ?")
                .param(id)
                .query(this::asListed)
                .optional();
    }

    /** Adds it, or changes all of it; an empty token leaves the one that is there. */
    void store(Listed listed) {
        var server = listed.server();
        var sealed =
                listed.fromSettings() || server.token().isEmpty() ? "" : vault.seal(server.token(), use(server.id()));
        jdbc.sql("""
                insert into deployment_server (id, name, url, token, from_settings, reach, base_image, certificates,
                    max_sites, max_builds, takes_new)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set name = excluded.name, url = excluded.url,
                    token = case when excluded.token = '' then deployment_server.token else excluded.token end,
                    reach = excluded.reach, base_image = excluded.base_image, certificates = excluded.certificates,
                    max_sites = excluded.max_sites, max_builds = excluded.max_builds, takes_new = excluded.takes_new
                """)
                .params(
                        server.id(),
                        server.name(),
                        server.url().toString(),
                        sealed,
                        listed.fromSettings(),
                        server.ways().reach().toString(),
                        server.ways().baseImage(),
                        server.ways().certificates(),
                        server.limits().sites(),
                        server.limits().builds(),
                        listed.takesNew())
                .update();
    }

    /** How many applications of anybody were seen there. */
    void counted(UUID id, int applications) {
        jdbc.sql("update deployment_server set applications = ? where id = ?")
                .params(applications, id)
                .update();
    }

    /** How much of its room is taken, as far as we know. */
    int taken(UUID id, int sites) {
        return jdbc.sql("select greatest(applications, ?) from deployment_server where id = ?")
                .params(sites, id)
                .query(Integer.class)
                .optional()
                .orElse(sites);
    }

    boolean isNamed(String name) {
        return jdbc.sql("select exists (select 1 from deployment_server where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    /** Only one without places, and not the one that the settings name. */
    boolean remove(UUID id) {
        return jdbc.sql("""
                delete from deployment_server where id = ? and (not from_settings or ?)
                    and not exists (select 1 from deployment_place where server_id = deployment_server.id)
                """).params(id, settings.url().isEmpty()).update() > 0;
    }

    private Listed asListed(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        boolean fromSettings = row.getBoolean("from_settings");
        var token = fromSettings
                ? settings.token()
                : vault.open(row.getString("token"), use(id)).orElse(new Secret(""));
        var url = fromSettings ? URI.create(settings.url()) : URI.create(row.getString("url"));
        var ways = new DokployServer.Ways(
                URI.create(row.getString("reach")), row.getString("base_image"), row.getString("certificates"));
        var limits = new DokployServer.Limits(row.getInt("max_sites"), row.getInt("max_builds"));
        return new Listed(
                new DokployServer(id, row.getString("name"), url, token, ways, limits),
                fromSettings,
                row.getBoolean("takes_new"));
    }

    private static String use(UUID server) {
        return "dokploy:" + server;
    }
}
