package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchPlaces.Choice;
import io.chantier.benches.hosting.FirstUser;
import io.chantier.identity.Vault;
import io.chantier.jobs.JobOrder;
import io.chantier.sites.SiteId;
import io.chantier.values.Secret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody wants of a new site on a bench.
 *
 * @param origin marks the job, so that what its steps order is known by it
 * @param group a release group of which its bench is to be; null for any
 * @param sealedPassword of its administrator, sealed: a job's input is no place for secrets
 * @param source null where it begins empty
 * @param user besides its administrator; null where there is to be none, and once the job is over ({@link Confidences})
 */
record BenchWish(
        UUID origin,
        @Nullable UUID group,
        List<String> apps,
        String sealedPassword,
        @Nullable BenchSource source,
        @Nullable User user) {

    /** The password is sealed, too. */
    record User(String email, String firstName, String lastName, String sealedPassword) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    static BenchWish of(Choice choice, String sealedPassword, @Nullable BenchSource source, @Nullable User user) {
        return new BenchWish(UUID.randomUUID(), choice.group(), choice.apps(), sealedPassword, source, user);
    }

    static @Nullable User seal(FirstUserTyped typed, SiteId site, Vault vault) {
        if (!typed.isWanted()) return null;
        return new User(
                typed.email(), typed.firstName(), typed.lastName(), vault.seal(typed.password(), useOfUser(site)));
    }

    Choice choice() {
        return new Choice(group, apps);
    }

    static String seal(Secret password, SiteId site, Vault vault) {
        return vault.seal(password, use(site));
    }

    static BenchWish of(JobOrder order) {
        return JSON.readValue(order.input(), BenchWish.class);
    }

    JobOrder in(JobOrder order) {
        return order.withInput(JSON.writeValueAsString(this));
    }

    /** Empty where the installation has another key by now, or it was forgotten. */
    Secret password(SiteId site, Vault vault) {
        return vault.open(sealedPassword, use(site)).orElse(new Secret(""));
    }

    /** Its password is empty where the installation has another key by now. */
    Optional<FirstUser> firstUser(SiteId site, Vault vault) {
        return Optional.ofNullable(user).map(one -> {
            var password = vault.open(one.sealedPassword(), useOfUser(site)).orElse(new Secret(""));
            return new FirstUser(one.email(), one.firstName(), one.lastName(), password);
        });
    }

    /** Whether it is a copy to try things out. */
    boolean isCopy() {
        return source != null && source.isCopy();
    }

    private static String use(SiteId site) {
        return "bench-site:" + site;
    }

    private static String useOfUser(SiteId site) {
        return "bench-site-user:" + site;
    }
}
