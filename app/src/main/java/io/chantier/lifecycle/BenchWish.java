package io.chantier.lifecycle;

import io.chantier.identity.Vault;
import io.chantier.jobs.JobOrder;
import io.chantier.sites.SiteId;
import io.chantier.values.Secret;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody wants of a new site on a bench.
 *
 * @param origin marks the job, so that what its steps order is known by it
 * @param sealedPassword of its administrator, sealed: a job's input is no place for secrets
 */
record BenchWish(UUID origin, List<String> apps, String sealedPassword) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static BenchWish of(List<String> apps, Secret password, SiteId site, Vault vault) {
        return new BenchWish(UUID.randomUUID(), apps, vault.seal(password, use(site)));
    }

    static BenchWish of(JobOrder order) {
        return JSON.readValue(order.input(), BenchWish.class);
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }

    /** Empty where the installation has another key by now. */
    Secret password(SiteId site, Vault vault) {
        return vault.open(sealedPassword, use(site)).orElse(new Secret(""));
    }

    private static String use(SiteId site) {
        return "bench-site:" + site;
    }
}
