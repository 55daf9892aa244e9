package io.chantier.agent;

import io.chantier.agent.benches.Domains;
import io.chantier.agent.benches.Renaming;
import java.util.List;

/** The jobs of the contract by which a site gets other names. */
final class SiteChanges {

    private final Domains domains;
    private final Renaming renaming;

    SiteChanges(Domains domains, Renaming renaming) {
        this.domains = domains;
        this.renaming = renaming;
    }

    List<AgentRecipe> all() {
        return List.of(addDomain(), removeDomain(), rename());
    }

    AgentRecipe addDomain() {
        return new SiteRecipe("add-domain", "Add Domain", "add_domain_job", domains::add);
    }

    AgentRecipe removeDomain() {
        return new SiteRecipe("remove-domain", "Remove Domain", "remove_domain_job", domains::remove);
    }

    AgentRecipe rename() {
        return new SiteRecipe("rename-site", "Rename Site", "rename_site_job", renaming::steps);
    }
}
