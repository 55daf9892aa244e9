package io.chantier.appearance;

import io.chantier.identity.Settings;
import io.chantier.web.Afterwards;
import io.chantier.web.Brand;
import io.chantier.web.Branding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the appearance, and gives it to every page. */
@Repository
public class Appearances implements Branding {

    /** How long another replica may not notice a change. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final JdbcClient database;
    private final Settings settings;
    private final Clock clock;
    private volatile @Nullable Snapshot snapshot;

    Appearances(JdbcClient database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    private record Kept(Colours colours, @Nullable Logo logo) {}

    private record Snapshot(Kept kept, Instant readAt) {}

    public Appearance current() {
        var kept = kept();
        return new Appearance(settings.stored().name(), kept.colours(), kept.logo());
    }

    @Override
    public Brand brand() {
        return current().brand();
    }

    /** @param appearance whose name is kept with the settings */
    void store(Appearance appearance) {
        settings.rename(appearance.name());
        var logo = appearance.logo();
        database.sql("""
                        insert into appearance (id, main, ground, logo, logo_type) values (1, :main, :ground, :logo, :type)
                        on conflict (id) do update set main = excluded.main, ground = excluded.ground,
                          logo = excluded.logo, logo_type = excluded.logo_type, changed_at = now()
                        """)
                .param("main", appearance.colours().main())
                .param("ground", appearance.colours().ground())
                .param("logo", logo == null ? null : logo.bytes(), java.sql.Types.BINARY)
                .param("type", logo == null ? null : logo.contentType(), java.sql.Types.VARCHAR)
                .update();
        Afterwards.forget(() -> snapshot = null);
    }

    private Kept kept() {
        var known = snapshot;
        if (known != null && known.readAt().isAfter(clock.instant().minus(FRESH))) return known.kept();
        var read = new Snapshot(read(), clock.instant());
        snapshot = read;
        return read.kept();
    }

    private Kept read() {
        return database.sql("select main, ground, logo, logo_type from appearance where id = 1")
                .query((row, _) -> new Kept(
                        new Colours(text(row.getString("main")), text(row.getString("ground"))),
                        logo(row.getBytes("logo"), row.getString("logo_type"))))
                .optional()
                .orElseGet(() -> new Kept(Colours.OURS, null));
    }

    private static @Nullable Logo logo(byte @Nullable [] bytes, @Nullable String type) {
        return bytes == null || type == null ? null : new Logo(bytes, type);
    }

    private static String text(@Nullable String text) {
        return Optional.ofNullable(text).orElse("");
    }
}
