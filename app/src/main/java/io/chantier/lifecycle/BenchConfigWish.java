package io.chantier.lifecycle;

import io.chantier.benches.hosting.ConfigChange;
import io.chantier.identity.Vault;
import io.chantier.jobs.JobOrder;
import io.chantier.sites.SiteId;
import io.chantier.values.Secret;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody wants of a site's configuration.
 *
 * @param origin marks the job, so that what its steps order is known by it
 * @param sealed the change: its values may be secrets, and a job's input is no place for them
 */
record BenchConfigWish(UUID origin, String sealed) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static BenchConfigWish of(ConfigChange change, SiteId site, Vault vault) {
        return new BenchConfigWish(
                UUID.randomUUID(), vault.seal(new Secret(JSON.writeValueAsString(change)), use(site)));
    }

    static BenchConfigWish of(JobOrder order) {
        return JSON.readValue(order.input(), BenchConfigWish.class);
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }

    /** Empty where the installation has another key by now, or it was forgotten ({@link Confidences}). */
    Optional<ConfigChange> change(SiteId site, Vault vault) {
        return vault.open(sealed, use(site)).map(text -> JSON.readValue(text.reveal(), ConfigChange.class));
    }

    private static String use(SiteId site) {
        return "bench-config:" + site;
    }
}
