package io.chantier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.ChantierTest;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.lifecycle.ByHand;
import io.chantier.lifecycle.Installation;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Forty scripts go through the crawler into every page that shows what was read; none may run anywhere. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSiteTest {

    private static final String COOKIE = "chantier-session";

    private static final List<String> TABS = List.of(
            "",
            "/jobs",
            "/source",
            "/checks",
            "/revisions",
            "/releases",
            "/history",
            "/details",
            "/pictures",
            "/removal");

    /** What none of our pages has: a handler in the markup, an address that is a script, a script in the page. */
    private static final String PLANTED = """
            () => [...document.querySelectorAll('*')].filter(e =>
                [...e.attributes].some(a => /^on|^hx-on/i.test(a.name)
                  || /^(href|src|action|formaction|data|content|srcdoc)$/i.test(a.name)
                     && /^\\s*(\\d+;\\s*url=)?\\s*(javascript|data:text):?/i.test(a.value))
                || e.tagName === 'SCRIPT' && !e.src && !/json/.test(e.type)
                || e.hasAttribute('srcdoc') || e.hasAttribute('contenteditable')).map(e => e.outerHTML)""";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    @Autowired
    Sites sites;

    @Autowired
    ByHand byHand;

    private final AtomicInteger alerts = new AtomicInteger();
    private Browser browser;
    private Person owner;
    private Installation chantier;

    @BeforeAll
    void start() {
        browser = Browser.start();
        owner = people.stranger();
        chantier = new Installation(people.program(owner), edge.address());
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void no_script_of_an_old_site_runs_on_any_page_of_the_dashboard_or_of_the_new_site() throws Exception {
        JsonNode site;
        try (var hostile = HostileSite.serve()) {
            site = chantier.create(Map.of("sourceUrl", hostile.address(), "slug", "hostile", "goal", "LIVE"));
            var job = chantier.finished(site.get("job").asString());
            assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        }
        byHand.change(
                sites.find(owner.team(), new Slug("hostile")).orElseThrow(),
                "notre atelier",
                "<img src=x onerror=alert(2)>");
        var page = signedIn();
        var planted = new ArrayList<String>();
        for (var path : dashboard(page, "hostile", site.get("job").asString())) planted.addAll(look(page, path));
        page.navigate("/sites/hostile/source");
        var shown = page.locator("main").textContent();
        assertThat(HostileSite.polyglots().stream().filter(shown::contains)).hasSizeGreaterThan(30);
        var pages =
                publicPages(page, "http://hostile.localhost:" + edge.address().getPort() + "/");
        assertThat(pages).hasSizeGreaterThan(1);
        var published = new StringBuilder();
        for (var address : pages) {
            planted.addAll(look(page, address));
            published.append(page.content());
        }
        assertThat(published).as("some of it is shown as words").contains("alert(");
        planted.addAll(look(page, chantier.site("hostile").get("previewUrl").asString()));
        page.context().close();

        assertThat(planted).isEmpty();
        assertThat(alerts).hasValue(0);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_same_scripts_do_run_where_nobody_takes_care() throws Exception {
        var page = open();
        page.navigate("/sign-in");
        var before = alerts.get();
        var about = page.context().newPage();
        about.onDialog(dialog -> {
            alerts.incrementAndGet();
            dialog.dismiss();
        });
        about.setContent("<p>" + String.join("</p><p>", HostileSite.polyglots().subList(0, 3)) + "</p>");
        about.waitForTimeout(300);

        assertThat(alerts.get() - before).isEqualTo(3);
        alerts.set(before);
        assertThat((List<?>) about.evaluate(PLANTED)).hasSize(3);
        page.context().close();
        browser.complaints();
    }

    @Test
    void the_session_is_out_of_reach_of_scripts_and_of_the_sites() {
        var page = signedIn();
        var made = chantier.create(Map.of(
                "name",
                "Fleurs",
                "slug",
                "fleurs-closes",
                "goal",
                "LIVE",
                "wishes",
                Map.of("business", Map.of("trade", "Fleuriste", "contact", Map.of("phones", List.of("0320556677"))))));
        chantier.finished(made.get("job").asString());
        var site = chantier.site("fleurs-closes");
        assertThat((String) page.evaluate("document.cookie")).doesNotContain(COOKIE);
        assertThat(page.context().cookies()).anyMatch(cookie -> cookie.name.equals(COOKIE) && cookie.httpOnly);

        var sent = new ArrayList<String>();
        for (var address :
                List.of(site.get("url").asString(), site.get("previewUrl").asString())) {
            var visit = page.context().newPage();
            visit.onRequest((Request request) -> sent.add(request.allHeaders().getOrDefault("cookie", "")));
            visit.navigate(address);
            assertThat((String) visit.evaluate("() => { try { return document.cookie } catch (e) { return '' } }"))
                    .isEmpty();
            visit.close();
        }
        assertThat(sent).isNotEmpty().containsOnly("");
        page.context().close();
    }

    private List<String> dashboard(Page page, String slug, String job) {
        var paths = new ArrayList<>(List.of("/", "/sites", "/sites?q=%3Cscript%3Ealert(1)%3C/script%3E"));
        for (var tab : TABS) paths.add("/sites/" + slug + tab);
        paths.add("/sites/" + slug + "/jobs/" + job);
        page.navigate("/sites/" + slug + "/revisions");
        paths.add(page.locator(".timeline a").first().getAttribute("href"));
        return paths;
    }

    private static SequencedSet<String> publicPages(Page page, String home) {
        page.navigate(home);
        var pages = new LinkedHashSet<>(List.of(home));
        for (var address : (List<?>) page.evaluate("[...document.links].map(l => l.href.replace(/#.*/, ''))")) {
            if (String.valueOf(address).startsWith(home)) pages.add(String.valueOf(address));
        }
        return pages;
    }

    /** Opens a page, unfolds and touches what is there, and says what does not belong on it. */
    @SuppressWarnings("unchecked")
    private List<String> look(Page page, String address) {
        page.navigate(address);
        page.evaluate("""
                () => { document.querySelectorAll('details').forEach(d => d.open = true);
                  for (const e of document.querySelectorAll('main *'))
                    for (const kind of ['mouseover', 'focus', 'load', 'error']) e.dispatchEvent(new Event(kind)); }""");
        return ((List<String>) page.evaluate(PLANTED))
                .stream().map(found -> address + ": " + found).toList();
    }

    private Page open() {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), Look.DESKTOP);
        page.onDialog(dialog -> {
            alerts.incrementAndGet();
            dialog.dismiss();
        });
        return page;
    }

    private Page signedIn() {
        var page = open();
        page.navigate("/sign-in");
        page.fill("#username", owner.login());
        page.fill("#password", TeamFixture.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }
}
