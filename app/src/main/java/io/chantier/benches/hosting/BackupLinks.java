package io.chantier.benches.hosting;

import io.chantier.identity.Settings;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Addresses of ours under which one file of a backup is to be had for a while, without any other credential. */
@Component
public class BackupLinks {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,250}");

    private final JdbcClient jdbc;
    private final Settings settings;
    private final Clock clock;

    BackupLinks(JdbcClient jdbc, Settings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** What an address leads to. */
    public record Target(TeamId team, SiteId site, UUID backup, String part) {}

    /** Whether it is the name of a file and nothing else, whoever told it. */
    static boolean isPlain(String name) {
        return NAME.matcher(name).matches() && !name.contains("..");
    }

    URI make(Site site, UUID backup, String part, String name, Duration validFor) {
        var now = clock.instant();
        jdbc.sql("delete from backup_link where expires_at < ?")
                .param(Timestamp.from(now))
                .update();
        var token = token();
        jdbc.sql("""
                insert into backup_link (token_hash, team_id, site_id, backup_id, part, name, expires_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        hash(token),
                        site.team().value(),
                        site.id().value(),
                        backup,
                        part,
                        name,
                        Timestamp.from(now.plus(validFor)))
                .update();
        var base = settings.publicUrl().toString().replaceAll("/+$", "");
        return URI.create(base + "/backup-files/" + token + "/" + name);
    }

    /** Empty where there is no such address, or its time is over. */
    public Optional<Target> find(String token, String name) {
        if (!TOKEN.matcher(token).matches()) return Optional.empty();
        return jdbc.sql("select * from backup_link where token_hash = ? and name = ? and expires_at > ?")
                .params(hash(token), name, Timestamp.from(clock.instant()))
                .query((row, _) -> new Target(
                        new TeamId(row.getObject("team_id", UUID.class)),
                        new SiteId(row.getObject("site_id", UUID.class)),
                        row.getObject("backup_id", UUID.class),
                        row.getString("part")))
                .optional();
    }

    @EventListener
    void forget(SiteEvent.Deleted event) {
        jdbc.sql("delete from backup_link where team_id = ? and site_id = ?")
                .params(event.site().team().value(), event.site().id().value())
                .update();
    }

    private static String token() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A plain hash is enough for what nobody guesses. */
    private static String hash(String token) {
        return Digest.of(token).value();
    }
}
