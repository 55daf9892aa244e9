package io.chantier.reading;

import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteId;
import io.chantier.storage.BlobUse;
import io.chantier.storage.Blobs;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How the first pages of old sites looked when they were last read. */
@Repository
public class OldPages implements BlobUse {

    private final JdbcClient jdbc;
    private final Blobs blobs;

    OldPages(JdbcClient jdbc, Blobs blobs) {
        this.jdbc = jdbc;
        this.blobs = blobs;
    }

    /**
     * A page that is kept; what it shows lies in the blob store.
     *
     * @param original the digest of its HTML
     * @param shown the digest of the document that shows it
     */
    public record Kept(String address, Digest original, Digest shown, OldPage.Weight weight, Instant readAt) {}

    /** Takes the place of the page that was read before. */
    @Transactional
    public void save(TeamId team, SiteId site, OldPage page) {
        var original = blobs.put(page.original().getBytes(StandardCharsets.UTF_8));
        var shown = blobs.put(page.shown().getBytes(StandardCharsets.UTF_8));
        var weight = page.weight();
        jdbc.sql("""
                insert into reading_old_page
                    (site_id, team_id, address, original, shown, html, styles, pictures, scripts, strangers)
                values (:site, :team, :address, :original, :shown, :html, :styles, :pictures, :scripts, :strangers)
                on conflict (site_id) do update set address = excluded.address, original = excluded.original,
                    shown = excluded.shown, html = excluded.html, styles = excluded.styles,
                    pictures = excluded.pictures, scripts = excluded.scripts, strangers = excluded.strangers,
                    read_at = now()
                    where reading_old_page.team_id = excluded.team_id
                """)
                .param("site", site.value())
                .param("team", team.value())
                .param("address", page.address())
                .param("original", original.value())
                .param("shown", shown.value())
                .param("html", weight.html())
                .param("styles", weight.styles())
                .param("pictures", weight.pictures())
                .param("scripts", weight.scripts())
                .param("strangers", weight.strangers())
                .update();
    }

    public Optional<Kept> find(TeamId team, SiteId site) {
        return jdbc.sql("select * from reading_old_page where team_id = ? and site_id = ?")
                .params(team.value(), site.value())
                .query((row, _) -> new Kept(
                        row.getString("address"),
                        new Digest(row.getString("original")),
                        new Digest(row.getString("shown")),
                        new OldPage.Weight(
                                row.getLong("html"),
                                row.getLong("styles"),
                                row.getLong("pictures"),
                                row.getInt("scripts"),
                                row.getInt("strangers")),
                        row.getTimestamp("read_at").toInstant()))
                .optional();
    }

    /** The HTML or the document of a page; empty where the blob store has lost it. */
    public Optional<String> text(Digest part) {
        return blobs.get(part).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void names(Consumer<Digest> needed) {
        jdbc.sql("select original from reading_old_page union select shown from reading_old_page")
                .query(String.class)
                .list()
                .forEach(name -> needed.accept(new Digest(name)));
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        var site = event.site();
        jdbc.sql("delete from reading_old_page where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }
}
