package io.chantier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.microsoft.playwright.Page;
import io.chantier.Browser.Look;
import io.chantier.dashboard.Axe;
import io.chantier.fleet.Batch;
import io.chantier.fleet.Batches;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.values.TeamId;
import io.chantier.web.Words;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Opens every page where there is nothing yet and where something went wrong: {@code page-states.txt} says which. */
@ChantierTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageStatesTest {

    private static final byte[] DRAWING =
            "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'/>".getBytes(StandardCharsets.UTF_8);

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    Environment environment;

    @Autowired
    TeamFixture people;

    @Autowired
    TeamThings things;

    @Autowired
    Drafts drafts;

    @Autowired
    Revisions revisions;

    @Autowired
    SitePictures pictures;

    @Autowired
    Batches batches;

    @Autowired
    Jobs jobs;

    @Autowired
    JdbcClient database;

    private final Map<String, Person> persons = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Axe axe = new Axe();

    PageStatesTest() throws Exception {}

    @BeforeAll
    void furnish() {
        var owner = people.stranger();
        persons.put("newcomer", people.stranger());
        persons.put("bystander", people.member(people.stranger().team(), Role.VIEWER));
        persons.put("owner", owner);
        persons.put("viewer", people.member(owner.team(), Role.VIEWER));
        persons.put("operator", people.operator());
        persons.forEach((name, person) -> clients.put(name, people.browser(person)));
        clients.put("nobody", Client.of(environment));
        var built = draft(owner.team(), "built");
        names.put("bare", draft(owner.team(), "bare").slug().value());
        names.put("built", built.slug().value());
        names.put(
                "revision",
                revisions
                        .commit(
                                built,
                                new TreeMap<>(Map.of("data/site.json", "{}".getBytes(StandardCharsets.UTF_8))),
                                "written",
                                "offline")
                        .id());
        names.put(
                "picture",
                pictures.add(built, DRAWING, "drawing.svg", "A house", SitePictures.Use.SHOWN)
                        .id());
        var failed = draft(owner.team(), "failed");
        names.put("failed", failed.slug().value());
        names.put("job", failed(failed));
        names.put("batch", batch(owner.team()));
        names.put("nothing", UUID.randomUUID().toString());
    }

    @AfterAll
    void putTheDoorRight() {
        database.sql("delete from sign_in_failure").update();
    }

    static List<PageState> states() {
        return PageState.all();
    }

    @Test
    void every_page_says_what_it_shows_where_nothing_is_there_and_where_something_went_wrong() {
        var pages = pages();
        assertThat(pages).hasSizeGreaterThan(30);
        for (var kind : List.of(true, false)) {
            var known = states().stream()
                    .filter(state -> state.empty() == kind)
                    .map(PageState::route)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(known)
                    .as("rows of page-states.txt for %s states, against the pages that exist", kind ? "empty" : "error")
                    .isEqualTo(pages);
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void it_is_said_in_the_readers_language_with_a_way_on(PageState state) {
        var texts = new HashSet<String>();
        for (var language : Words.LANGUAGES) {
            var answer = ask(state, language);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(state.status());
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
            var page = Jsoup.parse(answer.body());
            assertThat(PageStateChecks.faults(state, page, language)).isEmpty();
            texts.add(page.body().text());
        }
        assertThat(texts).as("the page in both languages").hasSize(2);
    }

    @Test
    void each_state_is_open_to_everybody_and_fits_a_narrow_telephone() {
        var faults = new ArrayList<String>();
        var seen = new HashSet<String>();
        try (var browser = Browser.start()) {
            var open = new HashMap<String, Page>();
            for (var state : states()) {
                if (state.isProblem() && !seen.add(state.code() + state.who().equals("nobody"))) continue;
                if (state.route().equals("/palette")) continue;
                var look = new Look(360, 740, state.empty() ? "fr" : "en", false);
                var page = open.computeIfAbsent(state.who() + look.language(), _ -> enter(browser, state.who(), look));
                open(page, state);
                keep(page, state);
                if (!page.locator("main").isVisible()) faults.add(state + " is no page");
                axe.violations(page).forEach(fault -> faults.add(state + " " + fault));
                var width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
                if (width > look.width()) faults.add(state + " is " + width + " wide");
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void what_nobody_foresaw_has_a_page_of_its_own_with_the_reference_that_the_log_has() {
        var log = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger("io.chantier.web.Bug");
        log.start();
        logger.addAppender(log);
        database.sql("alter table fleet_filter rename to fleet_filter_away").update();
        try {
            for (var language : Words.LANGUAGES) {
                var answer = clients.get("owner").get("/sites?lang=" + language.getLanguage());
                assertThat(answer.statusCode()).isEqualTo(500);
                var page = Jsoup.parse(answer.body());
                var state = new PageState(
                        "/sites", false, "owner", 500, "!bug", new PageState.Asked("GET", "/sites", Map.of()));
                assertThat(PageStateChecks.faults(state, page, language)).isEmpty();
                var reference = log.list.getLast().getFormattedMessage().split(" ")[1];
                assertThat(reference).matches("[0-9a-f]{8}");
                assertThat(page.select("[data-problem]").text()).contains(reference);
                assertThat(page.select("nav a[href=/sites]")).as("the frame").isNotEmpty();
                assertThat(answer.body()).doesNotContain("fleet_filter", "SQL");
            }
        } finally {
            database.sql("alter table fleet_filter_away rename to fleet_filter").update();
            logger.detachAppender(log);
        }
    }

    /** To look at: {@code bin/screens --all} wants a picture of each state. */
    private static void keep(Page page, PageState state) {
        if (System.getProperty("screens.all") == null) return;
        var name = (state.empty() ? "empty" : "error") + state.route().replaceAll("[^a-z]+", "-") + "-" + state.who();
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(System.getProperty("screens.folder"), "states", name + ".png"))
                .setFullPage(true));
    }

    /** Every route that answers a person's browser with HTML, whatever the status. */
    private TreeSet<String> pages() {
        var operator = clients.get("operator");
        var nobody = clients.get("nobody");
        Predicate<String> isForPeople = pattern -> !pattern.startsWith("/api/") && !pattern.startsWith("/v3/");
        return mappings.getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().isEmpty()
                        || mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(isForPeople)
                .filter(pattern -> List.of(operator, nobody).stream()
                        .map(client -> client.head("GET", things.fill(pattern), ""))
                        .anyMatch(answer -> answer.contentType().startsWith("text/html")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private HttpResponse<String> ask(PageState state, Locale language) {
        var client = clients.get(state.who());
        var path = inLanguage(state, language);
        return state.asked().isForm()
                ? client.submit(
                        state.who().equals("nobody") ? "/sign-in" : "/account",
                        path,
                        state.asked().typed())
                : client.get(path);
    }

    private String inLanguage(PageState state, Locale language) {
        var path = filled(state.asked().path());
        return path + (path.contains("?") ? "&" : "?") + "lang=" + language.getLanguage();
    }

    private String filled(String path) {
        var filled = path;
        for (var name : names.entrySet()) filled = filled.replace("{" + name.getKey() + "}", name.getValue());
        return filled;
    }

    private Page enter(Browser browser, String who, Look look) {
        var page = browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
        page.navigate("/sign-in");
        if (who.equals("nobody")) return page;
        var person = persons.get(who);
        page.fill("#username", person.login());
        page.fill("#password", person.account().operator() ? Client.ADMIN_PASSWORD : TeamFixture.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }

    private void open(Page page, PageState state) {
        if (!state.asked().isForm()) {
            page.navigate(filled(state.asked().path()));
            return;
        }
        page.navigate(state.who().equals("nobody") ? "/sign-in" : "/account");
        page.evaluate("""
                ([path, typed]) => {
                  const form = Object.assign(document.createElement('form'), { method: 'post', action: path });
                  form.append(document.querySelector('[name=_csrf]').cloneNode());
                  for (const [name, value] of Object.entries(typed)) {
                    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
                  }
                  document.body.append(form);
                  window.isBefore = true;
                  form.submit();
                }""", List.of(filled(state.asked().path()), state.asked().typed()));
        // Chromium lets a script of ours be evaluated once, not again and again: the page's policy forbids that.
        Awaitility.await()
                .pollInSameThread()
                .ignoreExceptions()
                .until(() -> page.evaluate("!window.isBefore && document.readyState === 'complete'")
                        .equals(true));
    }

    private Site draft(TeamId team, String name) {
        var slug = "states-" + name;
        return switch (drafts.draft(team, new NewSite("States " + name, slug, "http://127.0.0.1:1/", null, null))) {
            case Drafts.Outcome.Drafted(var site) -> site;
            case Drafts.Outcome.Invalid(var fields) -> throw new AssertionError(fields);
        };
    }

    /** A job that ends before it has read anything: nobody may read an address of this machine. */
    private String failed(Site site) {
        var id = jobs.start(JobOrder.of(
                        "generate-site", site.id().toString(), site.team().value()))
                .job();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isOver(id));
        return id.toString();
    }

    private boolean isOver(JobId id) {
        return jobs.find(id).map(job -> !job.state().isActive()).orElse(false);
    }

    private String batch(TeamId team) {
        var id = UUID.randomUUID();
        batches.save(new Batch(id, team, Batch.Kind.IMPORT, "", "Julie", Instant.now(), List.of()));
        return id.toString();
    }
}
