package io.chantier.preview;

import io.chantier.deployment.Conditions.Condition;
import io.chantier.deployment.Health;
import io.chantier.fleet.Batch;
import io.chantier.fleet.Batch.Kind;
import io.chantier.fleet.Batch.Line;
import io.chantier.fleet.Batch.Outcome;
import io.chantier.fleet.BulkOrder;
import io.chantier.fleet.FleetQuery;
import io.chantier.fleet.FleetSite;
import io.chantier.fleet.SavedFilters.Saved;
import io.chantier.fleet.Standing;
import io.chantier.fleet.Watch;
import io.chantier.fleet.web.BatchView;
import io.chantier.fleet.web.BulkPages;
import io.chantier.fleet.web.FleetRow;
import io.chantier.fleet.web.FleetView;
import io.chantier.fleet.web.ImportPages;
import io.chantier.jobs.JobId;
import io.chantier.sites.NewSiteWay;
import io.chantier.sites.Site;
import io.chantier.sites.SiteSummary;
import io.chantier.sites.SiteTag;
import io.chantier.values.TeamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** Made-up sites by the hundred. */
final class SampleFleet {

    static final List<NewSiteWay> WAYS = List.of(
            new NewSiteWay("page.new.fromSite", "/sites/new", 100),
            new NewSiteWay("page.new.fromBrief", "/sites/new/brief", 200),
            new NewSiteWay("page.new.several", "/sites/new/several", 300));

    private static final List<SiteTag> TAGS =
            List.of(new SiteTag("Rennes"), new SiteTag("Artisans 2026"), new SiteTag("VIP"));
    private static final List<Standing> STANDINGS = List.of(
            Standing.AT_WORK,
            Standing.ONLINE,
            Standing.NEEDS_PERSON,
            Standing.READY,
            Standing.NOTHING_FOUND,
            Standing.ONLINE,
            Standing.WAITING);

    private SampleFleet() {}

    static FleetView found(boolean cards) {
        var rows = sites().stream()
                .map(one -> new FleetRow(
                        one,
                        "http://" + one.site().slug() + ".localhost:8081",
                        one.standing() == Standing.ONLINE ? System.getProperty("preview.address", "about:blank") : null,
                        null,
                        "Hélène Garnier"))
                .toList();
        return new FleetView(FleetQuery.ALL, cards, new FleetView.Part(rows, 2, 7, 312), choices());
    }

    static FleetView nothing() {
        return new FleetView(FleetQuery.ALL.withText("xyz"), false, new FleetView.Part(List.of(), 1, 1, 0), choices());
    }

    static Map<String, Object> form() {
        var form = new ImportPages.Form("", "", false, UUID.randomUUID());
        return Map.of("form", form, "ways", WAYS, "recent", List.of(batch()));
    }

    static BatchView imported() {
        var batch = batch();
        var sites = sites();
        var rows = new ArrayList<BatchView.Row>();
        for (var line : batch.lines()) {
            rows.add(new BatchView.Row(line, line.site() == null ? null : sites.get(rows.size())));
        }
        return new BatchView(batch, rows);
    }

    static BulkPages.Form bulk() {
        var sites = sites();
        var slugs = sites.stream().map(one -> one.site().slug()).toList();
        var order = new BulkOrder(UUID.randomUUID(), Kind.LOOK, slugs, "", List.of());
        return new BulkPages.Form(order, sites, "/sites", TAGS, new TreeSet<>());
    }

    private static Batch batch() {
        var sites = sites();
        var lines = new ArrayList<Line>();
        for (var one : sites.subList(0, 5)) {
            lines.add(new Line(
                    lines.size() + 1,
                    "www." + one.site().slug() + ".fr",
                    Outcome.MADE,
                    "",
                    Map.of(),
                    one.id(),
                    new JobId(UUID.randomUUID())));
        }
        lines.add(new Line(6, "www.garage-morel.fr/", Outcome.TWICE, "twice", Map.of("line", "3"), null, null));
        lines.add(new Line(7, "contact@cabinet-weiss.fr", Outcome.REFUSED, "an-email", Map.of(), null, null));
        return new Batch(
                UUID.randomUUID(),
                new TeamId(UUID.randomUUID()),
                Kind.IMPORT,
                "Rennes",
                "Hélène Garnier",
                SampleSites.ago(90),
                lines);
    }

    private static List<FleetSite> sites() {
        var all = SampleSites.all();
        var sites = new ArrayList<FleetSite>();
        for (var standing : STANDINGS) sites.add(site(all.get(sites.size()), standing, sites.size()));
        return sites;
    }

    private static FleetSite site(Site site, Standing standing, int n) {
        var summary = new SiteSummary(
                site.id(),
                site.slug(),
                new SiteSummary.About(site.name(), site.profile().sourceUrl(), "fr"),
                site.state(),
                site.status().revision(),
                site.status().problem(),
                site.createdAt());
        boolean held = standing == Standing.NEEDS_PERSON;
        return new FleetSite(
                summary,
                standing,
                new FleetSite.Needs(held ? 2 : 0, held ? 1 : 0),
                TAGS.subList(0, n % 4),
                condition(standing, n),
                n == 1 ? SampleSites.ago(-500_000) : null);
    }

    private static Condition condition(Standing standing, int n) {
        if (standing != Standing.ONLINE) return Condition.NONE;
        var state = n > 2 ? Health.State.DOWN : Health.State.UP;
        var health = new Health(state, SampleSites.ago(7_000), SampleSites.ago(100), n > 2 ? 9 : 0, n > 2 ? "502" : "");
        return new Condition(health, SampleSites.ago(80_000));
    }

    private static FleetView.Watched watched(Watch watch, long number) {
        return new FleetView.Watched(watch, number, "/sites?watch=" + watch, false);
    }

    private static FleetView.Choices choices() {
        var tabs = new ArrayList<FleetView.Tab>();
        tabs.add(new FleetView.Tab(null, "page.fleet.tab.all", "/sites", 312, "", true));
        for (var one : List.of(Standing.NEEDS_PERSON, Standing.READY, Standing.ONLINE, Standing.AT_WORK)) {
            tabs.add(new FleetView.Tab(
                    one,
                    "page.fleet.tab." + one,
                    "/sites?standing=" + one,
                    78,
                    one.badge().tone(),
                    false));
        }
        return new FleetView.Choices(
                tabs,
                List.of(watched(Watch.DOWN, 1), watched(Watch.CERTIFICATE, 3), watched(Watch.FAILED, 2)),
                TAGS,
                List.of(new Saved(UUID.randomUUID(), "Rennes, prêts", "standing=READY&tag=Rennes")),
                312);
    }
}
