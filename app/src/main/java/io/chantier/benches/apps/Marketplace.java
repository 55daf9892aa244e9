package io.chantier.benches.apps;

import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.text.Normalizer;
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
    private final GroupRows groups;

    Marketplace(JdbcClient jdbc, JsonMapper json, AppRows apps, GroupRows groups) {
        this.jdbc = jdbc;
        this.json = json;
        this.apps = apps;
        this.groups = groups;
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

    /** Empty where the site lives on no bench. */
    public Optional<SiteApps> appsOf(TeamId team, SiteId site) {
        return jdbc.sql("""
                select bench.apps, bench.release_group_id, bench.release_group_number
                from bench_site join bench on bench.id = bench_site.bench_id
                where bench_site.team_id = ? and bench_site.site_id = ?
                """)
                .params(team.value(), site.value())
                .query((row, _) -> ofBench(
                        row.getString("apps"),
                        row.getObject("release_group_id", UUID.class),
                        row.getObject("release_group_number", Integer.class)))
                .optional();
    }

    /** What the group says of versions counts where the server tells only names. */
    private SiteApps ofBench(String told, @Nullable UUID group, @Nullable Integer number) {
        var versions = new TreeMap<String, Optional<Version>>();
        json.readValue(told, APPS).forEach((app, version) -> versions.put(app, Version.parse(version)));
        if (group != null && number != null) {
            groups.states(group).stream()
                    .filter(state -> state.number() == number)
                    .flatMap(state -> state.lineup().releases().values().stream())
                    .forEach(release -> versions.merge(
                            release.app().value(),
                            Optional.of(release.version()),
                            (one, other) -> one.isPresent() ? one : other));
        }
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
