package io.chantier.agent;

import io.chantier.agent.benches.ArchivedBenches;
import io.chantier.agent.benches.ArchivedSites;
import io.chantier.agent.benches.BenchNginx;
import io.chantier.protocol.Wire;
import java.util.List;

/** The jobs of the contract that are about the server as a whole. */
final class ServerJobs {

    private final BenchNginx nginx;
    private final ArchivedBenches archived;
    private final ArchivedSites sites;

    ServerJobs(BenchNginx nginx, ArchivedBenches archived, ArchivedSites sites) {
        this.nginx = nginx;
        this.archived = archived;
        this.sites = sites;
    }

    List<AgentRecipe> all() {
        return List.of(reload(), cleanup());
    }

    AgentRecipe reload() {
        return new ToldRecipe(
                new SiteRecipe("reload-server-nginx", "Reload NGINX", "restart_nginx", _ -> List.of(nginx.reload())));
    }

    AgentRecipe cleanup() {
        return new SiteRecipe(
                "cleanup",
                "Cleanup Unused Files",
                "cleanup_unused_files",
                order -> List.of(
                        archived.remove(Wire.tree(order.input()).path("force").asBoolean(false)),
                        sites.remove(),
                        archived.removeImages()));
    }
}
