package io.chantier.deployment;

import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.storage.ReleasePointers;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which sites and previews the edge knows. Every change tells the edges on the channel of the release pointers. */
public final class PublishedSites {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int TOKEN_LENGTH = 26;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    public PublishedSites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the edge answers for a site. */
    public enum State {
        LIVE,
        SUSPENDED,
        ARCHIVED
    }

    /** A site as the edge knows it; its release is the pointer's. */
    public record Published(UUID site, TeamId team, String slug, State state) {}

    /** An unlisted look at a release. */
    public record Preview(UUID site, TeamId team, String token, Digest release) {}

    /** Sets what is answered for the site; it gets its slug when it is first published. */
    void set(Site site, State state) {
        jdbc.sql("""
                insert into deployment_site (site_id, team_id, slug, state) values (:site, :team, :slug, :state)
                on conflict (site_id) do update set state = excluded.state, since = now()
                    where deployment_site.team_id = excluded.team_id and deployment_site.state <> excluded.state
                """)
                .param("site", site.id().value())
                .param("team", site.team().value())
                .param("slug", site.slug().value())
                .param("state", state.name())
                .update();
        tell(site.id().value());
    }

    /** Puts the site online where nothing was decided about it; an archived or suspended one stays what it is. */
    void goLive(Site site) {
        jdbc.sql("""
                insert into deployment_site (site_id, team_id, slug, state) values (:site, :team, :slug, 'LIVE')
                on conflict (site_id) do nothing
                """)
                .param("site", site.id().value())
                .param("team", site.team().value())
                .param("slug", site.slug().value())
                .update();
        tell(site.id().value());
    }

    /** Shows a release under the site's unlisted name, which stays the same. */
    String preview(Site site, Digest release) {
        var token = jdbc.sql("""
                insert into deployment_preview (site_id, team_id, token, release)
                values (:site, :team, :token, :release)
                on conflict (site_id) do update set release = excluded.release, since = now()
                    where deployment_preview.team_id = excluded.team_id
                returning token
                """)
                .param("site", site.id().value())
                .param("team", site.team().value())
                .param("token", token())
                .param("release", release.value())
                .query(String.class)
                .single();
        tell(site.id().value());
        return token;
    }

    /** Shows a release under a name of its own beside the site's preview. */
    void show(Site site, UUID showing, Digest release) {
        jdbc.sql("""
                insert into deployment_showing (id, site_id, team_id, token, release)
                values (:id, :site, :team, :token, :release)
                on conflict (id) do update set release = excluded.release, since = now()
                    where deployment_showing.team_id = excluded.team_id
                """)
                .param("id", showing)
                .param("site", site.id().value())
                .param("team", site.team().value())
                .param("token", token())
                .param("release", release.value())
                .update();
        tell(site.id().value());
    }

    Optional<String> showingOf(Site site, UUID showing) {
        return jdbc.sql("select token from deployment_showing where team_id = ? and site_id = ? and id = ?")
                .params(site.team().value(), site.id().value(), showing)
                .query(String.class)
                .optional();
    }

    void hide(Site site, UUID showing) {
        jdbc.sql("delete from deployment_showing where team_id = ? and site_id = ? and id = ?")
                .params(site.team().value(), site.id().value(), showing)
                .update();
        tell(site.id().value());
    }

    Optional<String> previewOf(Site site) {
        return jdbc.sql("select token from deployment_preview where site_id = :site and team_id = :team")
                .param("site", site.id().value())
                .param("team", site.team().value())
                .query(String.class)
                .optional();
    }

    Optional<Digest> previewed(Site site) {
        return jdbc.sql("select release from deployment_preview where site_id = :site and team_id = :team")
                .param("site", site.id().value())
                .param("team", site.team().value())
                .query(String.class)
                .optional()
                .map(Digest::new);
    }

    Map<SiteId, String> previewsOf(TeamId team, Collection<SiteId> sites) {
        return jdbc
                .sql("select site_id, token from deployment_preview where team_id = ? and site_id = any(?::uuid[])")
                .params(team.value(), texts(sites))
                .query((row, _) -> Map.entry(new SiteId(row.getObject("site_id", UUID.class)), row.getString("token")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What stands under the unlisted addresses of sites that are not archived. */
    List<ShownRelease> shown() {
        return jdbc.sql("""
                select preview.* from deployment_preview preview left join deployment_site site using (site_id)
                where site.state is distinct from 'ARCHIVED'
                """).query(PublishedSites::asShown).list();
    }

    /** The same of these sites, archived ones as well. */
    List<ShownRelease> shown(TeamId team, Collection<SiteId> sites) {
        return jdbc.sql("select * from deployment_preview where team_id = ? and site_id = any(?::uuid[])")
                .params(team.value(), texts(sites))
                .query(PublishedSites::asShown)
                .list();
    }

    private static ShownRelease asShown(ResultSet row, int number) throws SQLException {
        return new ShownRelease(
                new TeamId(row.getObject("team_id", UUID.class)),
                new SiteId(row.getObject("site_id", UUID.class)),
                new Digest(row.getString("release")),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    private static String[] texts(Collection<SiteId> sites) {
        return sites.stream().map(SiteId::toString).toArray(String[]::new);
    }

    /** Nothing is decided about the site any more; its preview stays. */
    void leaveOpen(Site site) {
        delete("deployment_site", site);
        tell(site.id().value());
    }

    void forget(Site site) {
        delete("deployment_site", site);
        delete("deployment_preview", site);
        delete("deployment_showing", site);
        delete("deployment_health", site);
        delete("deployment_health_change", site);
        tell(site.id().value());
    }

    private void delete(String table, Site site) {
        jdbc.sql("delete from " + table + " where site_id = :site and team_id = :team")
                .param("site", site.id().value())
                .param("team", site.team().value())
                .update();
    }

    /** For the edge, which serves all teams; null for every site. */
    public List<Published> published(@Nullable UUID site) {
        return jdbc.sql("""
                select site_id, team_id, slug, state from deployment_site
                where :site::uuid is null or site_id = :site::uuid order by slug
                """)
                .param("site", site)
                .query((row, _) -> new Published(
                        row.getObject("site_id", UUID.class),
                        new TeamId(row.getObject("team_id", UUID.class)),
                        row.getString("slug"),
                        State.valueOf(row.getString("state"))))
                .list();
    }

    /** For the edge, which serves all teams; null for every site. */
    public List<Preview> previews(@Nullable UUID site) {
        return jdbc.sql("""
                select site_id, team_id, token, release from deployment_preview
                where :site::uuid is null or site_id = :site::uuid
                union all
                select site_id, team_id, token, release from deployment_showing
                where :site::uuid is null or site_id = :site::uuid
                """)
                .param("site", site)
                .query((row, _) -> new Preview(
                        row.getObject("site_id", UUID.class),
                        new TeamId(row.getObject("team_id", UUID.class)),
                        row.getString("token"),
                        new Digest(row.getString("release"))))
                .list();
    }

    /** At the commit of the caller's transaction. */
    void tell(UUID site) {
        jdbc.sql("select pg_notify('" + ReleasePointers.CHANNEL + "', :site)")
                .param("site", site.toString())
                .query((_, _) -> site)
                .single();
    }

    private String token() {
        return random.ints(TOKEN_LENGTH, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
