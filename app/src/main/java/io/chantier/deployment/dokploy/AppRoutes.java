package io.chantier.deployment.dokploy;

import static java.util.Map.entry;

import io.chantier.deployment.dokploy.Dokploy.Domain;
import io.chantier.deployment.dokploy.Dokploy.Redirect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Dokploy server tells its Traefik of an application. Every change reads the application's whole file and writes it
 * anew: one after the other only, two at a time lose a route. Every method may throw {@link DokployTrouble}.
 */
final class AppRoutes {

    private final Calls calls;
    private final String app;

    AppRoutes(Calls calls, String app) {
        this.calls = calls;
        this.app = app;
    }

    void create(PlaceName name, String certificates) {
        var _ = calls.post("domain.create", body("applicationId", app, name, certificates));
    }

    /** Writes the route anew. */
    void update(Domain domain, PlaceName name, String certificates) {
        var _ = calls.post("domain.update", body("domainId", domain.id(), name, certificates));
    }

    void delete(Domain domain) {
        orGone("domain.delete", Map.of("domainId", domain.id()));
    }

    private static Map<String, Object> body(String idName, String id, PlaceName name, String certificates) {
        return Map.ofEntries(
                entry(idName, id),
                entry("host", name.host()),
                entry("path", "/"),
                entry("port", SitePackage.PORT),
                entry("https", name.https()),
                entry("certificateType", name.https() ? certificates : "none"),
                entry("domainType", "application"),
                entry("stripPath", false),
                entry("internalPath", "/"),
                entry("middlewares", List.of()));
    }

    /** Not permanent: browsers would keep it although the site may be known by another name tomorrow. */
    void redirect(String regex, String replacement) {
        var _ = calls.post(
                "redirects.create",
                Map.of("applicationId", app, "regex", regex, "replacement", replacement, "permanent", false));
    }

    void delete(Redirect redirect) {
        orGone("redirects.delete", Map.of("redirectId", redirect.id()));
    }

    /** As they stand in its file; empty where this version does not say. */
    Optional<String> written() {
        try {
            return Optional.of(calls.get("application.readTraefikConfig", Map.of("applicationId", app))
                    .asString(""));
        } catch (DokployTrouble trouble) {
            if (trouble.kind() == DokployTrouble.Kind.GONE) return Optional.empty();
            throw trouble;
        }
    }

    /** Deleting what is gone is fine. */
    private void orGone(String procedure, Map<String, String> which) {
        try {
            var _ = calls.post(procedure, which);
        } catch (DokployTrouble trouble) {
            if (trouble.kind() != DokployTrouble.Kind.GONE) throw trouble;
        }
    }
}
