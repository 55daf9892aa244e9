package io.chantier.preview;

import gg.jte.TemplateEngine;
import io.chantier.dashboard.web.MembersView;
import io.chantier.dashboard.web.OutboxView;
import io.chantier.dashboard.web.Overview;
import io.chantier.dashboard.web.SettingsView;
import io.chantier.fleet.Batch;
import io.chantier.fleet.web.FleetView;
import io.chantier.identity.Role;
import io.chantier.identity.Settings;
import io.chantier.sites.Site;
import io.chantier.sites.SiteBadge;
import io.chantier.sites.SitePage;
import io.chantier.sites.web.DetailsForm;
import io.chantier.sites.web.DiffView;
import io.chantier.sites.web.HistoryLine;
import io.chantier.sites.web.NewSiteForm;
import io.chantier.values.TeamId;
import io.chantier.web.Frame;
import io.chantier.web.House;
import io.chantier.web.NavigationEntry;
import io.chantier.web.Page;
import io.chantier.web.Part;
import io.chantier.web.Problem;
import io.chantier.web.Visitor;
import io.chantier.web.Words;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** The pages by name, each with its template and made-up parameters. */
final class SamplePages {

    record Sample(String template, Map<String, Object> parameters) {}

    private static final Words WORDS = new Words();

    private final Locale locale;
    private final String theme;
    private final TemplateEngine engine;
    private final Map<String, Supplier<Sample>> pages = new TreeMap<>();

    SamplePages(Locale locale, String theme, TemplateEngine engine) {
        this.locale = locale;
        this.theme = theme;
        this.engine = engine;
        dashboardPages();
        sitePages();
        tabPages();
    }

    static String names() {
        return "overview, overview-empty, sites, sites-none, new, new-wrong, brief, site, site-working, site-failed, job, jobs,"
                + " removal, source, checks, checks-good, revisions, revision, releases, history, details, outbox,"
                + " letter, members, settings, servers, server, sign-in";
    }

    Optional<Sample> page(String name) {
        return Optional.ofNullable(pages.get(name)).map(Supplier::get);
    }

    private void dashboardPages() {
        var warning = new Overview.Warning("host-missing", Map.of(), "/settings");
        var trouble = new Overview.Warning("site-failed", Map.of("site", "Boulangerie Nguyễn"), "/sites/boulangerie");
        var counts = List.of(
                new Overview.Count("page.overview.count.live", 24, "ok", "circle-check", "/sites?state=LIVE"),
                new Overview.Count("page.overview.count.working", 2, "busy", "hammer", "/sites?state=GENERATING"),
                new Overview.Count("page.overview.count.waiting", 3, "warn", "eye-check", "/sites?state=GENERATED"),
                new Overview.Count("page.overview.count.trouble", 1, "bad", "alert-triangle", "/sites?state=BROKEN"));
        var work = List.of(
                new Overview.Work("Menuiserie Lefèvre", "/site", "job.generate-site", "step.write-content", 46),
                new Overview.Work("Garage Morel", "/site", "job.deploy-site", "", 0));
        var recent = SampleSites.all().stream()
                .map(site -> new Overview.Recent(
                        site.name(), site.slug().value(), SiteBadge.of(site.state()), site.createdAt(), null))
                .toList();
        add(
                "overview",
                "/",
                "dashboard/overview.jte",
                "overview",
                new Overview(counts, work, recent, List.of(trouble, warning)));
        add(
                "overview-empty",
                "/",
                "dashboard/overview.jte",
                "overview",
                new Overview(List.of(), List.of(), List.of(), List.of(warning)));
        var letter = new OutboxView.Line(
                "1", "claire@agence.example", "Vous êtes invitée chez Chantier", SampleSites.ago(7_400));
        add("outbox", "/outbox", "dashboard/outbox.jte", "letters", new Page<>(List.of(letter), null));
        add("outbox-empty", "/outbox", "dashboard/outbox.jte", "letters", new Page<OutboxView.Line>(List.of(), null));
        add(
                "letter",
                "/outbox",
                "dashboard/letter.jte",
                "letter",
                new OutboxView.Letter(letter, "Bonjour Claire,\n\nVoici votre accès.\n\nÀ bientôt"));
        add("members", "/members", "dashboard/members.jte", "view", members());
        add("settings", "/settings", "dashboard/settings.jte", "view", settings());
        add("servers", "/settings/servers", "deployment/servers.jte", "view", SampleServers.all());
        add("server", "/settings/servers", "deployment/server.jte", "view", SampleServers.one());
        add("sign-in", "/sign-in", "identity/sign-in.jte", "trouble", "");
    }

    private static MembersView members() {
        return new MembersView(
                List.of(
                        member("Hélène Garnier", "admin", Role.OWNER, true, true),
                        member("Claire Dubois", "claire", Role.EDITOR, true, false),
                        member("Paul Petit", "paul", Role.VIEWER, false, false)),
                List.of(Role.EDITOR, Role.VIEWER),
                true,
                MembersView.Form.EMPTY,
                null,
                MembersView.Asked.of(List.of()));
    }

    private static MembersView.Line member(String name, String login, Role role, boolean enabled, boolean self) {
        return new MembersView.Line(
                UUID.randomUUID().toString(), login, name, role, enabled, self, !self, SampleSites.ago(900_000));
    }

    private static SettingsView settings() {
        return SettingsView.of(
                new Settings.Values(
                        "Agence du Port",
                        "",
                        "",
                        new Settings.LegalHost("Agence du Port SARL", "3 quai de la Fosse, 44000 Nantes", "")),
                null);
    }

    private void sitePages() {
        for (var cards : List.of(false, true)) {
            pages.put(cards ? "sites-cards" : "sites", () -> list(SampleFleet.found(cards)));
        }
        pages.put("sites-none", () -> list(SampleFleet.nothing()));
        pages.put("import", () -> page("/sites/new/several", "fleet/import.jte", SampleFleet.form()));
        add("import-done", "/sites/imports/1", "fleet/batch.jte", "view", SampleFleet.imported());
        pages.put("bulk", () -> page("/sites/bulk", "fleet/bulk.jte", Map.of("form", SampleFleet.bulk())));
        pages.put("new", () -> page("/sites/new", "sites/new.jte", newSite()));
        pages.put(
                "new-wrong",
                () -> page(
                        "/sites/new",
                        "sites/new.jte",
                        Map.of(
                                "form",
                                NewSiteForm.empty(),
                                "ways",
                                SampleFleet.WAYS,
                                "problem",
                                Problem.ofField("sourceUrl", "not-an-address", Map.of()))));
        pages.put("brief", () -> page("/sites/new", "sites/brief.jte", newSite()));
        var problem = SampleSites.broken();
        pages.put(
                "site",
                () -> firstTab(
                        SampleSites.live(),
                        List.of(card("deployment/preview.jte", SampleSites.preview()), job(SampleJobs.succeeded()))));
        pages.put("site-working", () -> firstTab(SampleSites.working(), List.of(job(SampleJobs.running()))));
        pages.put("site-failed", () -> firstTab(problem, List.of(job(SampleJobs.failed()))));
        pages.put("job", () -> tab("lifecycle/job.jte", "job", SampleJobs.failed(), 1));
        pages.put(
                "jobs",
                () -> tab(
                        "lifecycle/jobs.jte",
                        "jobs",
                        List.of(SampleJobs.running(), SampleJobs.failed(), SampleJobs.succeeded()),
                        1));
        pages.put(
                "removal",
                () -> page(
                        "/sites", "lifecycle/removal.jte", Map.of("page", sitePage(SampleSites.live(), 0, List.of()))));
    }

    private void tabPages() {
        pages.put("source", () -> tab("reading/facts.jte", "source", SampleSource.view(), 2));
        pages.put("checks", () -> tab("checks/findings.jte", "view", SampleFindings.bad(), 3));
        pages.put("checks-good", () -> tab("checks/findings.jte", "view", SampleFindings.good(), 3));
        pages.put("revisions", () -> tab("sites/revisions.jte", "revisions", SampleSites.revisions(), 4));
        pages.put("revision", () -> tab("sites/revision.jte", "view", diff(), 4));
        pages.put("releases", () -> tab("deployment/releases.jte", "view", SampleSites.releases(), 5));
        pages.put(
                "details",
                () -> tab(
                        "sites/details.jte",
                        "form",
                        new DetailsForm(
                                "Menuiserie Lefèvre",
                                "http://www.menuiserie-lefevre.fr/",
                                "fr",
                                new DetailsForm.Design(
                                        "atelier",
                                        "#7a4a21, #2f5d50",
                                        "",
                                        new DetailsForm.Scope("short", List.of("services"), List.of("de"))),
                                "",
                                new DetailsForm.Contact("02 99 12 34 56", "", "", "", "")),
                        7));
        pages.put(
                "history",
                () -> tab(
                        "sites/history.jte",
                        "events",
                        List.of(
                                new HistoryLine("audit.site.publish", "", "Hélène Garnier", SampleSites.ago(300)),
                                new HistoryLine("audit.site.live", "", "Hélène Garnier", SampleSites.ago(4_000))),
                        6));
    }

    private static DiffView diff() {
        var text = """
                @@ -12,5 +12,5 @@
                     "contact": {
                       "phones": [
                -        {"display": "02 99 12 34 56", "tel": "+33299123456", "kind": "phone"}
                +        {"display": "02 99 12 34 57", "tel": "+33299123457", "kind": "phone"}
                       ],
                """;
        return new DiffView(
                SampleSites.revisions().getFirst(),
                List.of(new DiffView.FileChange(
                        "data/site.json",
                        text.lines()
                                .map(line -> new DiffView.Line(
                                        line.startsWith("@@")
                                                ? "hunk"
                                                : line.startsWith("+")
                                                        ? "plus"
                                                        : line.startsWith("-") ? "minus" : "same",
                                        line))
                                .toList())));
    }

    private static Map<String, Object> newSite() {
        return Map.of("form", NewSiteForm.empty(), "ways", SampleFleet.WAYS);
    }

    private Sample list(FleetView view) {
        return page("/sites", "fleet/list.jte", Map.of("view", view, "actions", List.of(Batch.Kind.PUBLISH)));
    }

    private Sample firstTab(Site site, List<Part> main) {
        return page("/sites", "sites/site.jte", Map.of("page", sitePage(site, 0, main)));
    }

    private Sample tab(String template, String name, Object matter, int current) {
        return page("/sites", template, Map.of("page", sitePage(SampleSites.live(), current, List.of()), name, matter));
    }

    private Part job(Object job) {
        return card("lifecycle/panel.jte", Map.of("job", job));
    }

    private Part card(String template, Map<String, Object> parameters) {
        var all = new HashMap<>(parameters);
        all.put("frame", frame("/sites"));
        return output -> engine.render(template, all, output);
    }

    private SitePage sitePage(Site site, int current, List<Part> main) {
        var all = new HashMap<String, Object>();
        Part header = output -> engine.render("sites/header.jte", all, output);
        var page = new SitePage(
                site,
                URI.create("http://" + site.slug() + ".localhost:8081/"),
                SampleSites.buttons(site),
                SampleSites.tabs(current),
                new SitePage.Panels(List.of(), main, List.of()),
                header);
        all.put("page", page);
        all.put("frame", frame("/sites"));
        return page;
    }

    private void add(String name, String path, String template, String parameter, Object matter) {
        pages.put(name, () -> page(path, template, Map.of(parameter, matter)));
    }

    private Sample page(String path, String template, Map<String, Object> parameters) {
        var all = new HashMap<>(parameters);
        all.put("frame", frame(path));
        return new Sample(template, all);
    }

    private Frame frame(String path) {
        var section = "page.section.installation";
        var entries = List.of(
                new NavigationEntry("page.nav.overview", "/", "layout-dashboard", 0, false),
                new NavigationEntry("page.nav.sites", "/sites", "browser", 10, false),
                new NavigationEntry("page.nav.members", "/members", "users", 50, false, section),
                new NavigationEntry("page.nav.outbox", "/outbox", "mail", 60, false, section),
                new NavigationEntry("page.nav.settings", "/settings", "settings", 70, true, section));
        var owner = new Visitor(
                UUID.randomUUID(),
                new TeamId(UUID.randomUUID()),
                "Hélène Garnier",
                new Visitor.Taste(locale, null),
                true,
                new Visitor.Standing("role.OWNER", true, true));
        return new Frame(
                WORDS,
                locale,
                path.equals("/sign-in") ? null : owner,
                new Frame.CsrfField("_csrf", "X-CSRF-TOKEN", "token"),
                new Frame.Place(path, theme, ""),
                entries,
                House.Seen.plain(path));
    }
}
