package io.chantier.lifecycle;

import io.chantier.identity.Vault;
import io.chantier.jobs.JobOrder;
import io.chantier.sites.SiteId;
import io.chantier.values.Secret;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody wants back from a backup.
 *
 * @param origin marks the job, so that what its steps order is known by it
 * @param backup of the site itself
 * @param parts of the backup that are put back
 * @param unsaved the site is broken, so that there is nothing to back up before
 * @param sealedPassword of its administrator, sealed: a job's input is no place for secrets
 */
record RestoreWish(UUID origin, UUID backup, List<String> parts, boolean unsaved, String sealedPassword) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static RestoreWish of(UUID backup, List<String> parts, boolean unsaved, String sealedPassword) {
        return new RestoreWish(UUID.randomUUID(), backup, List.copyOf(parts), unsaved, sealedPassword);
    }

    static RestoreWish of(JobOrder order) {
        return JSON.readValue(order.input(), RestoreWish.class);
    }

    static String seal(Secret password, SiteId site, Vault vault) {
        return vault.seal(password, use(site));
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }

    BenchErrand errand() {
        return new BenchErrand(origin);
    }

    /** Empty where the installation has another key by now, or it was forgotten ({@link Confidences}). */
    Secret password(SiteId site, Vault vault) {
        return vault.open(sealedPassword, use(site)).orElse(new Secret(""));
    }

    private static String use(SiteId site) {
        return "bench-site:" + site;
    }
}
