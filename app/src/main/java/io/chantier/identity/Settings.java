package io.chantier.identity;

import io.chantier.web.Afterwards;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the operator says about this installation. A value that is not set here comes from the environment
 * ({@code CHANTIER_PUBLIC_URL}, {@code CHANTIER_DOMAIN}), else from a default. No link is ever made from a request's Host.
 */
@Repository
public class Settings {

    /** How long another replica may not notice a change. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final JdbcClient database;
    private final Environment environment;

    private final Clock clock;
    private volatile @Nullable Snapshot snapshot;

    Settings(JdbcClient database, Environment environment, Clock clock) {
        this.database = database;
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * The settings as a whole; an empty text means: not set.
     *
     * @param name how the installation calls itself
     * @param publicUrl where people reach the dashboard
     * @param domain under which sites get their first name: {@code <slug>.<domain>}
     * @param host who must be named as the host in each site's legal notice
     */
    public record Values(String name, String publicUrl, String domain, LegalHost host) {}

    public record LegalHost(String name, String address, String phone) {

        /** Whether a legal notice can be written with it. */
        public boolean isComplete() {
            return !name.isBlank() && !address.isBlank() && !phone.isBlank();
        }
    }

    /** As the operator set them, with nothing filled in. */
    public Values stored() {
        var all = all();
        return new Values(
                all.getOrDefault("name", ""),
                all.getOrDefault("public-url", ""),
                all.getOrDefault("domain", ""),
                new LegalHost(
                        all.getOrDefault("host-name", ""),
                        all.getOrDefault("host-address", ""),
                        all.getOrDefault("host-phone", "")));
    }

    public void store(Values values) {
        var all = Map.of(
                "name", values.name(),
                "public-url", values.publicUrl(),
                "domain", values.domain(),
                "host-name", values.host().name(),
                "host-address", values.host().address(),
                "host-phone", values.host().phone());
        all.forEach(this::store);
        Afterwards.forget(() -> snapshot = null);
    }

    /** Only how the installation calls itself; an empty text means: not set. */
    public void rename(String name) {
        store("name", name);
        Afterwards.forget(() -> snapshot = null);
    }

    private void store(String name, String value) {
        database.sql("""
                        insert into setting (name, value) values (?, ?)
                        on conflict (name) do update set value = excluded.value, changed_at = now()
                        """).params(name, value.strip()).update();
    }

    public String name() {
        var name = stored().name();
        return name.isEmpty() ? "Chantier" : name;
    }

    /** Where people reach the dashboard, without a path; the base of every link. */
    public URI publicUrl() {
        var set = stored().publicUrl();
        if (!set.isEmpty()) return URI.create(set);
        return URI.create(Optional.ofNullable(environment.getProperty("chantier.public-url"))
                .filter(url -> !url.isBlank())
                .orElseGet(() -> "http://localhost:" + port()));
    }

    /** Under which sites get their first name. */
    public String domain() {
        var set = stored().domain();
        return set.isEmpty() ? environment.getProperty("chantier.domain", "localhost") : set;
    }

    /** Who is named in legal notices; empty while it is incomplete, and then publishing warns. */
    public Optional<LegalHost> legalHost() {
        return Optional.of(stored().host()).filter(LegalHost::isComplete);
    }

    private String port() {
        return environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
    }

    private Map<String, String> all() {
        var known = snapshot;
        if (known != null && known.readAt().isAfter(clock.instant().minus(FRESH))) return known.values();
        var read = new Snapshot(read(), clock.instant());
        snapshot = read;
        return read.values();
    }

    private record Snapshot(Map<String, String> values, Instant readAt) {}

    private Map<String, String> read() {
        var all = new HashMap<String, String>();
        database.sql("select name, value from setting")
                .query((row, _) -> {
                    all.put(row.getString("name"), row.getString("value"));
                    return true;
                })
                .list();
        return all;
    }
}
