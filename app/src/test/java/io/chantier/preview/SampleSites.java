package io.chantier.preview;

import io.chantier.deployment.DeploymentLog;
import io.chantier.deployment.Retention.Reason;
import io.chantier.deployment.Retention.Stay;
import io.chantier.deployment.web.ReleasesView;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobState;
import io.chantier.sites.Revision;
import io.chantier.sites.Site;
import io.chantier.sites.SiteAction;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePage;
import io.chantier.sites.SiteProblem;
import io.chantier.sites.SiteState;
import io.chantier.sites.Wishes;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Made-up sites in every state. */
final class SampleSites {

    private SampleSites() {}

    static Instant ago(long seconds) {
        return Instant.now().minusSeconds(seconds);
    }

    static List<Site> all() {
        return List.of(
                working(),
                live(),
                site("Garage Morel & fils", "garage-morel", SiteState.DEPLOYING, 5_000, null),
                site("Cabinet Dr. Weiß", "cabinet-weiss", SiteState.GENERATED, 80_000, null),
                broken(),
                site("<script>alert(1)</script>", "script", SiteState.LIVE, 400_000, null),
                site(
                        "Fleuriste Au Bonheur des Dames et Demoiselles de la Rue Saint-Honoré à Paris",
                        "fleuriste",
                        SiteState.DRAFT,
                        4_000_000,
                        null));
    }

    static Site live() {
        return site("Menuiserie Lefèvre", "menuiserie-lefevre", SiteState.LIVE, 1_200, null);
    }

    static Site working() {
        return site("Plomberie Kowalski", "plomberie-kowalski", SiteState.GENERATING, 20, null);
    }

    static Site broken() {
        return site(
                "Boulangerie Nguyễn",
                "boulangerie-nguyen",
                SiteState.BROKEN,
                90_000,
                new SiteProblem("reading-connect", Map.of("address", "http://boulangerie-nguyen.example/")));
    }

    private static Site site(String name, String slug, SiteState state, long age, @Nullable SiteProblem problem) {
        var revision = state == SiteState.DRAFT || state == SiteState.GENERATING
                ? null
                : "4f2a9c1be0d7".repeat(4).substring(0, 40);
        return new Site(
                new SiteId(UUID.randomUUID()),
                new TeamId(UUID.randomUUID()),
                new Slug(slug),
                SiteKind.SHOWCASE,
                new Site.Profile(name, "http://www." + slug + ".fr/", revision == null ? null : "fr", Wishes.NONE),
                new Site.Status(state, null, revision, problem),
                ago(age));
    }

    static List<SitePage.Button> buttons(Site site) {
        var path = "/sites/" + site.slug();
        return List.of(
                new SitePage.Button("page.action.regenerate", path + "/generate", "refresh", SiteAction.Look.PLAIN),
                new SitePage.Button("page.action.deploy", path + "/deploy", "rocket", SiteAction.Look.MAIN),
                new SitePage.Button("page.action.archive", path + "/archive", "archive", SiteAction.Look.FOLDED),
                new SitePage.Button("page.action.delete", path + "/removal", "trash", SiteAction.Look.GRAVE));
    }

    static List<SitePage.Tab> tabs(int current) {
        var keys = List.of("site", "jobs", "source", "checks", "revisions", "releases", "history", "details");
        var icons =
                List.of("layout-dashboard", "hammer", "book", "shield-check", "versions", "broadcast", "history", "id");
        return IntStream.range(0, keys.size())
                .mapToObj(
                        n -> new SitePage.Tab("page.tab." + keys.get(n), "/" + keys.get(n), icons.get(n), n == current))
                .toList();
    }

    static Map<String, Object> preview() {
        return Map.of(
                "address", System.getProperty("preview.address", "about:blank"),
                "open", "http://menuiserie-lefevre.localhost:8081",
                "shown", "menuiserie-lefevre.localhost:8081",
                "key", "page.preview.live",
                "title", "Menuiserie Lefèvre");
    }

    static List<Revision> revisions() {
        var newest = live().status().revision();
        return List.of(
                new Revision(
                        3,
                        String.valueOf(newest),
                        "b".repeat(40),
                        "Nouveau numéro de téléphone",
                        "Hélène Garnier",
                        ago(1_000)),
                new Revision(
                        2, "c".repeat(40), "d".repeat(40), "Écrit à partir de l’ancien site", "offline", ago(90_000)),
                new Revision(
                        1, "e".repeat(40), "f".repeat(40), "Écrit à partir de l’ancien site", "offline", ago(400_000)));
    }

    static ReleasesView releases() {
        return new ReleasesView(
                "/sites/menuiserie-lefevre/releases",
                List.of(
                        release("a", 900, true, true, new Stay(Reason.LIVE, null)),
                        release("b", 90_000, true, false, new Stay(Reason.BEFORE, null)),
                        release("c", 95_000, false, false, new Stay(Reason.RECENT, ago(-1_000_000))),
                        release("d", 9_500_000, true, false, null)),
                true,
                List.of(
                        deployment("deploy-site", JobState.RUNNING, "Hélène Garnier", "Rennes", "", 12, null, true),
                        deployment(
                                "roll-back", JobState.SUCCEEDED, "Hélène Garnier", "", "b1c2d3e4f5a6", 900, 0L, false),
                        deployment("settle-site", JobState.SUCCEEDED, "", "Rennes", "", 900, 41L, true),
                        deployment(
                                "deploy-site",
                                JobState.FAILED,
                                "agence@port.example",
                                "Rennes",
                                "c1d2e3f4a5b6",
                                90_000,
                                75L,
                                true),
                        deployment("move-site", JobState.SUCCEEDED, "Hélène Garnier", "Rennes", "", 95_000, 62L, true),
                        deployment(
                                "create-site",
                                JobState.SUCCEEDED,
                                "Hélène Garnier",
                                "",
                                "a1b2c3d4e5f6",
                                100_000,
                                38L,
                                true)),
                SampleServers.places(),
                SampleServers.following());
    }

    private static ReleasesView.Deployment deployment(
            String kind,
            JobState state,
            String by,
            String server,
            String release,
            long age,
            @Nullable Long took,
            boolean job) {
        var failure = state == JobState.FAILED ? new Failure("dokploy-lost", Map.of("times", "3")) : null;
        var span = new DeploymentLog.Span(ago(age), took == null ? null : ago(age - took));
        return new ReleasesView.Deployment(
                new DeploymentLog.Entry(kind, state, by, server, release, span, job ? "job" : null, failure),
                "/sites/menuiserie-lefevre");
    }

    private static ReleasesView.Line release(String seed, long age, boolean confirmed, boolean current, Stay stay) {
        var digest = Digest.of(seed);
        return new ReleasesView.Line(
                digest.value(), digest.brief(), 'k' - seed.charAt(0), ago(age), confirmed, current, stay);
    }
}
