package io.chantier.benches;

import io.chantier.Client;
import io.chantier.sites.Site;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the list of bench servers back as it was: all tests share one installation. */
public final class Leftovers {

    private static final String SERVERS = "/api/bench-servers";

    private Leftovers() {}

    /** Lets a site be let go although its bench has names of it: the bench is thrown away. Nobody has it given any more. */
    static void forgetNames(JdbcClient database, Site site) {
        database.sql("delete from site_domain where site_id = ?")
                .param(site.id().value())
                .update();
        awaitRest(database, site);
        database.sql("update bench_site set asked = '{}', domains = '[]' where site_id = ?")
                .param(site.id().value())
                .update();
    }

    /** A job that follows the names would write down anew what was forgotten; one whose agent is gone waits in vain. */
    private static void awaitRest(JdbcClient database, Site site) {
        try {
            for (int look = 0; look < 100 && isWorkedOn(database, site); look++) Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isWorkedOn(JdbcClient database, Site site) {
        return database.sql("""
                        select exists (select 1 from job where subject = ?
                        and state in ('QUEUED', 'RUNNING', 'WAITING', 'CANCELLING'))
                        """).param(site.id().behind()).query(Boolean.class).single();
    }

    /** Lets go what was adopted on this server, and takes it off the list. */
    public static void remove(Client operator, String server) {
        var path = SERVERS + "/" + server;
        var benches = operator.get(path + "/benches");
        if (benches.statusCode() == 404) return;
        for (var one : Client.json(benches)) {
            for (var host : one.get("ours")) {
                var _ = operator.delete(
                        path + "/adoptions/" + one.at("/bench/id").asString() + "/" + host.asString());
            }
        }
        var removed = operator.delete(path);
        if (removed.statusCode() != 204) throw new AssertionError(removed.body());
    }
}
