package io.chantier.benches.apps;

import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What teams can choose from: the apps that have a published release, and which of them a site can have. The framework is
 * none of them, since every site has it.
 */
@Repository
public class Marketplace {

    private static final TypeReference<Map<String, String>> APPS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AppRows apps;

    Marketplace(JdbcClient jdbc, JsonMapper json, AppRows apps) {
        this.jdbc = jdbc;
        this.json = json;
        this.apps = apps;
    }

    /**
     * An app that is offered.
     *
     * @param releases published ones, newest version first; never empty
     */
    public record Offer(App app, List<AppRelease> releases) {

        public AppRelease newest() {
            return releases.getFirst();
        }
    }

    /** Whether a site can have an app. */
    public enum Fit {
        /** Its bench has the app: it can be installed at once. */
        THERE,
        /** A release runs on the framework of its bench, which does not have the app yet. */
        POSSIBLE,
        /** No release runs on the framework of its bench. */
        IMPOSSIBLE,
        /** Nobody knows at which version its bench's framework is. */
        UNKNOWN
    }

    /** @param version the one that the site would get; null where there is none, or nobody knows */
    public record Fitting(Fit fit, @Nullable Version version) {}

    /** What the bench of a site has: names of apps, with versions where they are known. */
    public record SiteApps(Map<String, Optional<Version>> versions) {

        /** What the site would get of this app. */
        public Fitting fitting(Offer offer) {
            var there = versions.get(offer.app().name().value());
            if (there != null) return new Fitting(Fit.THERE, there.orElse(null));
            var framework =
                    Objects.requireNonNullElse(versions.get(AppName.FRAMEWORK.value()), Optional.<Version>empty());
            if (framework.isEmpty()) return new Fitting(Fit.UNKNOWN, null);
            return offer.releases().stream()
                    .filter(release -> runsOn(release, framework.get()))
                    .findFirst()
                    .map(release -> new Fitting(Fit.POSSIBLE, release.version()))
                    .orElse(new Fitting(Fit.IMPOSSIBLE, null));
        }

        private static boolean runsOn(AppRelease release, Version framework) {
            var range = release.framework();
            return range != null && range.contains(framework);
        }
    }

    /** Those that hold all words of the search in what people read of them, by title. */
    public List<Offer> offers(String search) {
        var releases = apps.releases();
        var words = Stream.of(plain(search).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return apps.apps().stream()
                .filter(app -> !app.name().isFramework())
                .map(app -> new Offer(app, published(releases.getOrDefault(app.name(), List.of()))))
                .filter(offer -> !offer.releases().isEmpty())
                .filter(offer -> words.stream().allMatch(text(offer.app())::contains))
                .toList();
    }

    public Optional<Offer> offer(AppName name) {
        return apps.app(name)
                .filter(app -> !app.name().isFramework())
                .map(app -> new Offer(app, published(apps.releases(name))))
                .filter(offer -> !offer.releases().isEmpty());
    }

    /** The team's sites that live on benches. */
    public List<SiteId> sites(TeamId team) {
        return jdbc.sql("select site_id from bench_site where team_id = ? order by host, site_id")
                .param(team.value())
                .query((row, _) -> new SiteId(row.getObject("site_id", UUID.class)))
                .list();
    }

    /** What a bench has, and which of the asked sites live there. */
    private record Housed(SiteApps apps, List<SiteId> sites) {}

    /** Empty where the site lives on no bench. */
    public Optional<SiteApps> appsOf(TeamId team, SiteId site) {
        return housed(team, site.value()).stream().map(Housed::apps).findFirst();
    }

    /** Whether the team's sites on benches can have an app; asked by bench, however many sites live there. */
    public Map<SiteId, Fitting> fits(TeamId team, Offer offer) {
        var fits = new HashMap<SiteId, Fitting>();
        for (var housed : housed(team, null)) {
            var fitting = housed.apps().fitting(offer);
            housed.sites().forEach(site -> fits.put(site, fitting));
        }
        return fits;
    }

    /** What the group says of versions comes along, since some servers tell only names. */
    private List<Housed> housed(TeamId team, @Nullable UUID site) {
        return jdbc.sql("""
                select bench.apps, array_agg(bench_site.site_id) sites,
                    coalesce((select jsonb_object_agg(release_group_app.app, app_release.version)
                        from release_group_app join app_release on app_release.id = release_group_app.release_id
                        where release_group_app.group_id = bench.release_group_id
                            and release_group_app.number = bench.release_group_number), '{}') lineup
                from bench_site join bench on bench.id = bench_site.bench_id
                where bench_site.team_id = :team and (:site::uuid is null or bench_site.site_id = :site)
                group by bench.id
                """)
                .param("team", team.value())
                .param("site", site)
                .query((row, _) -> new Housed(
                        apps(row.getString("apps"), row.getString("lineup")),
                        Arrays.stream((UUID[]) row.getArray("sites").getArray())
                                .map(SiteId::new)
                                .toList()))
                .list();
    }

    /** What the group says counts where the server tells only names. */
    private SiteApps apps(String told, String lineup) {
        var versions = new TreeMap<String, Optional<Version>>();
        json.readValue(told, APPS).forEach((app, version) -> versions.put(app, Version.parse(version)));
        json.readValue(lineup, APPS)
                .forEach((app, version) ->
                        versions.merge(app, Version.parse(version), (one, other) -> one.isPresent() ? one : other));
        return new SiteApps(versions);
    }

    private static List<AppRelease> published(List<AppRelease> releases) {
        return releases.stream().filter(AppRelease::isPublished).toList();
    }

    private static String text(App app) {
        var profile = app.profile();
        return plain(String.join(
                " ", app.name().value(), app.title(), profile.french(), profile.english(), app.publisher()));
    }

    /** Without case and accents. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }
}
