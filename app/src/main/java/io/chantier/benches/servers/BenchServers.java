package io.chantier.benches.servers;

import io.chantier.benches.agent.AgentAddress;
import io.chantier.benches.agent.Agents;
import io.chantier.identity.Vault;
import io.chantier.ingress.Upstream;
import io.chantier.outbound.Fingerprint;
import io.chantier.values.Redaction;
import io.chantier.values.Secret;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The servers with an agent; their passwords are sealed. */
@Repository
public class BenchServers implements Agents.Addresses {

    private final JdbcClient jdbc;
    private final Vault vault;

    BenchServers(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public List<BenchServer> all() {
        return jdbc.sql("select * from bench_server order by name, id")
                .query(this::server)
                .list();
    }

    public Optional<BenchServer> find(UUID id) {
        return jdbc.sql("select * from bench_server where id = ?")
                .param(id)
                .query(this::server)
                .optional();
    }

    @Override
    public Optional<AgentAddress> of(UUID server) {
        return find(server).map(BenchServer::agent);
    }

    /** Where all of them are, without their passwords. */
    List<URI> urls() {
        return jdbc.sql("select url from bench_server")
                .query((row, _) -> URI.create(row.getString("url")))
                .list();
    }

    /** Adds it, or changes all of it; an empty password leaves the one that is there. */
    void store(BenchServer server) {
        jdbc.sql("""
                insert into bench_server (id, name, url, password, database_password, fingerprint, takes_new, max_sites,
                    reach)
                values (:id, :name, :url, :password, :database, :fingerprint, :takesNew, :maxSites, :reach)
                on conflict (id) do update set name = excluded.name, url = excluded.url,
                    password = case when excluded.password = '' then bench_server.password else excluded.password end,
                    database_password = case when excluded.database_password = ''
                        then bench_server.database_password else excluded.database_password end,
                    fingerprint = excluded.fingerprint, takes_new = excluded.takes_new, max_sites = excluded.max_sites,
                    reach = excluded.reach
                """)
                .param("id", server.id())
                .param("name", server.name())
                .param("url", server.agent().url().toString())
                .param("password", sealed(server.agent().password(), agentUse(server.id())))
                .param("database", sealed(server.databasePassword(), databaseUse(server.id())))
                .param(
                        "fingerprint",
                        server.agent().certificate().map(Fingerprint::value).orElse(null))
                .param("takesNew", server.takesNew())
                .param("maxSites", server.maxSites())
                .param("reach", server.reach().map(Upstream::toString).orElse(""))
                .update();
    }

    /** Only one on which none of our sites lives. */
    @Transactional
    boolean remove(UUID id) {
        var free = "not exists (select 1 from bench_site s join bench b on b.id = s.bench_id where b.server_id = ?)";
        jdbc.sql("delete from bench where server_id = ? and " + free)
                .params(id, id)
                .update();
        return jdbc.sql("delete from bench_server where id = ? and " + free)
                        .params(id, id)
                        .update()
                > 0;
    }

    private String sealed(Secret secret, String use) {
        return secret.isEmpty() ? "" : vault.seal(secret, use);
    }

    private Secret opened(String sealed, String use) {
        var secret = vault.open(sealed, use).orElse(new Secret(""));
        // An agent may repeat it in what it says went wrong: no log and no failure is to.
        Redaction.know(secret.reveal());
        return secret;
    }

    private BenchServer server(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var agent = new AgentAddress(
                row.getString("name"),
                URI.create(row.getString("url")),
                opened(row.getString("password"), agentUse(id)),
                Optional.ofNullable(row.getString("fingerprint")).map(Fingerprint::new));
        return new BenchServer(
                id,
                agent,
                opened(row.getString("database_password"), databaseUse(id)),
                row.getBoolean("takes_new"),
                row.getInt("max_sites"),
                Optional.of(row.getString("reach"))
                        .filter(text -> !text.isEmpty())
                        .map(Upstream::valueOf));
    }

    private static String agentUse(UUID server) {
        return "agent:" + server;
    }

    private static String databaseUse(UUID server) {
        return "agent-database:" + server;
    }
}
