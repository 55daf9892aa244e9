package io.chantier.lighthouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gg.jte.output.StringOutput;
import io.chantier.Client;
import io.chantier.deployment.Deployments;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Jobs;
import io.chantier.jobs.StepOutcome;
import io.chantier.lifecycle.WithPublishedSite;
import io.chantier.lifecycle.WorkBehind;
import io.chantier.lighthouse.LighthouseRun.Occasion;
import io.chantier.lighthouse.LighthouseRun.Scores;
import io.chantier.lighthouse.web.LighthouseView;
import io.chantier.rendering.Lighthouse;
import io.chantier.rendering.Lighthouse.Look;
import io.chantier.rendering.PageReports;
import io.chantier.rendering.Workshop;
import io.chantier.sites.SiteState;
import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.web.Frames;
import io.chantier.web.Parts;
import io.chantier.web.Words;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;

/** Scores of sites that are online: one measurement by the real Lighthouse, the others as they were recorded. */
class LighthouseTest extends WithPublishedSite {

    private static final Map<String, Integer> GOOD =
            Map.of("performance", 99, "accessibility", 100, "best-practices", 100, "seo", 100);
    private static final Map<String, Integer> SLOW =
            Map.of("performance", 71, "accessibility", 100, "best-practices", 100, "seo", 100);

    @Autowired
    LighthouseRuns runs;

    @Autowired
    WorkBehind behind;

    @Autowired
    RunLighthouse.Shown shown;

    @Autowired
    RunLighthouse.Keeping keeping;

    @Autowired
    LighthouseOrders.Online online;

    @Autowired
    LighthouseSettings settings;

    @Autowired
    Workshop workshop;

    @Autowired
    Blobs blobs;

    @Autowired
    Deployments deployments;

    @Autowired
    Releases releases;

    @Autowired
    JdbcClient database;

    @Autowired
    Parts parts;

    @Autowired
    Frames frames;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void somebody_asks_and_the_real_lighthouse_measures_what_visitors_get_inside_walls() {
        online("measured");
        assertThat(page("measured")).contains("id=\"lighthouse\"").doesNotContain("lighthouse-scores");

        browser().submit("/sites/measured", "/sites/measured/lighthouse", Map.of());

        await().atMost(Duration.ofSeconds(120))
                .until(() -> !runs.list(found("measured"), 9).isEmpty());
        var answer = Client.json(chantier.api().get("/api/sites/measured/lighthouse"));
        assertThat(answer.get("installed").asBoolean()).isTrue();
        var scores = answer.at("/runs/0/scores");
        assertThat(scores.path("accessibility").asInt())
                .as(answer.toPrettyString())
                .isEqualTo(100);
        assertThat(scores.path("seo").asInt()).isGreaterThanOrEqualTo(90);
        assertThat(scores.path("performance").asInt()).isPositive();
        assertThat(page("measured")).contains("lighthouse-scores", "<dd>100</dd>", "scores-table");
    }

    @Test
    void a_fall_is_told_on_the_overview_and_in_the_history_until_the_site_does_better() {
        online("fallen");
        measured("fallen", Occasion.NIGHT, GOOD);
        assertThat(runs.list(found("fallen"), 9))
                .singleElement()
                .satisfies(run -> assertThat(run.alarm()).isNull());

        measured("fallen", Occasion.NIGHT, SLOW);

        assertThat(chantier.api()
                        .get("/api/audit?subject=" + found("fallen").id())
                        .body())
                .contains("site.lighthouse-fell", "71");
        assertThat(browser().get("/").body()).contains("/sites/fallen#lighthouse");
        assertThat(page("fallen")).contains("data-chart", "<dd>71</dd>");

        state("fallen", SiteState.SUSPENDED);
        assertThat(browser().get("/").body()).as("nobody visits it").doesNotContain("/sites/fallen#lighthouse");
        state("fallen", SiteState.LIVE);
        measured("fallen", Occasion.NIGHT, GOOD);
        assertThat(browser().get("/").body()).doesNotContain("/sites/fallen#lighthouse");

        measured("fallen", Occasion.TEMPLATE, SLOW);
        measured("fallen", Occasion.NIGHT, GOOD);
        assertThat(browser().get("/").body())
                .as("what is online is not what the new template makes")
                .contains("/sites/fallen#lighthouse");
        measured("fallen", Occasion.TEMPLATE, GOOD);
        assertThat(browser().get("/").body()).doesNotContain("/sites/fallen#lighthouse");
    }

    private void state(String slug, SiteState state) {
        database.sql("update site set state = ? where slug = ?")
                .params(state.name(), slug)
                .update();
    }

    @Test
    void a_low_score_is_told_after_a_change_of_the_template_and_only_a_fall_otherwise() {
        var low = Scores.of(SLOW);
        assertThat(low.alarm(low, Occasion.TEMPLATE, settings)).hasValue(71);
        assertThat(low.alarm(null, Occasion.TEMPLATE, settings)).hasValue(71);
        assertThat(low.alarm(low, Occasion.NIGHT, settings)).isEmpty();
        assertThat(low.alarm(new Scores(81, 100, 100, 100), Occasion.NIGHT, settings))
                .as("ten points are not too many")
                .isEmpty();
        assertThat(low.alarm(new Scores(82, 100, 100, 100), Occasion.NIGHT, settings))
                .hasValue(71);
        assertThat(new Scores(90, 100, 100, 100).alarm(null, Occasion.TEMPLATE, settings))
                .isEmpty();
    }

    @Test
    void what_was_not_measured_never_counts_as_passed_and_a_step_that_runs_again_is_kept_once() {
        online("unmeasured");
        var lost = new Recorded(new Look.NotRun("the browser took longer than 180 s"));
        var step = context("unmeasured", Occasion.NIGHT);
        assertThat(run(lost, step)).isInstanceOf(StepOutcome.Done.class);
        assertThat(run(lost, step)).isInstanceOf(StepOutcome.Done.class);

        assertThat(runs.list(found("unmeasured"), 9)).singleElement().satisfies(run -> {
            assertThat(run.scores()).isNull();
            assertThat(run.failure()).contains("180 s");
        });
        assertThat(page("unmeasured")).contains("the browser took longer").doesNotContain("lighthouse-scores");
        assertThat(run(new Recorded(new Look.Busy()), context("unmeasured", Occasion.NIGHT)))
                .isInstanceOf(StepOutcome.TryAgain.class);
    }

    @Test
    void after_another_template_a_site_is_rendered_anew_and_what_is_online_stays() {
        online("anew");
        var served = deployments.served(found("anew")).orElseThrow();
        var looked = new Recorded(new Look.Taken("13.5.0", GOOD));

        run(looked, context("anew", Occasion.TEMPLATE));

        assertThat(looked.seen)
                .singleElement()
                .satisfies(release -> assertThat(release.files()).containsKey("index.html"));
        assertThat(deployments.served(found("anew"))).hasValue(served);
    }

    @Test
    void of_many_replicas_one_begins_a_round_and_the_first_start_begins_none() throws Exception {
        online("sampled");
        database.sql("delete from lighthouse_round").update();
        var ordered = new ArrayList<JobOrder>();
        var orders = orders(ordered, new Recorded(new Look.Busy()));

        transaction.executeWithoutResult(_ -> orders.template());
        assertThat(ordered).as("a new installation").isEmpty();
        database.sql("update lighthouse_round set mark = 'of the version before'")
                .update();
        try (var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++)
                starts.add(replicas.submit(() -> transaction.executeWithoutResult(_ -> orders.template())));
            for (var start : starts) start.get();
        }
        assertThat(ordered)
                .hasSize(Math.min(settings.sample(), live()))
                .allSatisfy(order -> assertThat(order.priority()).isNegative())
                .extracting(JobOrder::input)
                .containsOnly("\"TEMPLATE\"");

        ordered.clear();
        transaction.executeWithoutResult(_ -> orders.night());
        transaction.executeWithoutResult(_ -> orders.night());
        assertThat(ordered).extracting(JobOrder::input).hasSizeLessThanOrEqualTo(settings.sample());
        assertThat(ordered).extracting(JobOrder::subject).doesNotHaveDuplicates();
    }

    @Test
    void where_lighthouse_is_missing_nothing_is_ordered_and_the_page_says_not_run_with_its_remedy() {
        online("missing");
        database.sql("delete from lighthouse_round").update();
        var ordered = new ArrayList<JobOrder>();
        var missing = orders(ordered, new Missing());

        transaction.executeWithoutResult(_ -> missing.night());

        assertThat(ordered).isEmpty();
        var view = new LighthouseView("/sites/missing/lighthouse", List.of(), missing.isInstalled(), false);
        for (var language : Words.LANGUAGES) {
            var request = new MockHttpServletRequest("GET", "/sites/missing");
            request.addPreferredLocale(language);
            var card = parts.of("lighthouse/panel.jte", Map.of("frame", frames.of(request), "view", view));
            var shown = new StringOutput();
            card.writeTo(shown);
            assertThat(shown.toString())
                    .contains(language.equals(Locale.FRENCH) ? "Non fait" : "Not run", "./chantier doctor --fix")
                    .doesNotContain("lighthouse-scores", "<button");
        }
        assertThat(database.sql("select count(*) from lighthouse_round")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoever_needs_the_browser_breaks_it_off_and_nothing_of_it_stays_behind() throws Exception {
        online("broken-off");
        var site = found("broken-off");
        var release = releases.find(
                        site.team(), site.id().value(), deployments.served(site).orElseThrow())
                .orElseThrow();
        var address = URI.create("http://broken-off.localhost/");
        var patient = workshop.lighthouse(blobs, Duration.ofSeconds(60));
        var looking = CompletableFuture.supplyAsync(() -> patient.at(release, address, 90));
        await().atMost(Duration.ofSeconds(20)).until(() -> !running().isEmpty());

        var report = new PageReports(Duration.ofSeconds(60)).of(Map.of("page.html", "<p>Gate</p>"), "page.html");

        assertThat(report).isInstanceOf(PageReports.Report.Written.class);
        assertThat(looking.get()).isInstanceOf(Look.Busy.class);
        var hasty = workshop.lighthouse(blobs, Duration.ofSeconds(1)).at(release, address, 90);
        assertThat(hasty).isEqualTo(new Look.NotRun("the browser took longer than 1 s"));
        assertThat(running()).isEmpty();
        assertThat(folders()).isEmpty();
    }

    private static List<String> running() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains("/lighthouse/audit.mjs"))
                .toList();
    }

    private static List<Path> folders() throws IOException {
        var ours = "chantier-browser-" + ProcessHandle.current().pid() + "-";
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(folder -> folder.getFileName().toString().startsWith(ours))
                    .toList();
        }
    }

    private void measured(String slug, Occasion occasion, Map<String, Integer> scores) {
        assertThat(run(new Recorded(new Look.Taken("13.5.0", scores)), context(slug, occasion)))
                .isInstanceOf(StepOutcome.Done.class);
    }

    private StepOutcome run(Lighthouse lighthouse, JobContext context) {
        try {
            return new RunLighthouse(behind, shown, lighthouse, keeping, settings)
                    .steps(context.order())
                    .getFirst()
                    .work()
                    .run(context);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JobContext context(String slug, Occasion occasion) {
        return new JobContext(behind.order(found(slug), RunLighthouse.KIND)
                .withInput(RunLighthouse.JSON.writeValueAsString(occasion)));
    }

    /** Orders that go nowhere but into a list. */
    private LighthouseOrders orders(List<JobOrder> ordered, Lighthouse lighthouse) {
        var jobs = (Jobs) Proxy.newProxyInstance(
                Jobs.class.getClassLoader(), new Class<?>[] {Jobs.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("start");
                    synchronized (ordered) {
                        ordered.add((JobOrder) arguments[0]);
                    }
                    return null;
                });
        return new LighthouseOrders(runs, behind, jobs, online, lighthouse, settings);
    }

    /** Says what was recorded, and remembers what it was shown. */
    private static final class Recorded implements Lighthouse {

        private final Look said;
        private final List<Release> seen = new ArrayList<>();

        Recorded(Look said) {
            this.said = said;
        }

        @Override
        public boolean isInstalled() {
            return true;
        }

        @Override
        public Look at(Release release, URI address, int least) {
            seen.add(release);
            return said;
        }
    }

    /** Nothing of it is installed. */
    private static final class Missing implements Lighthouse {

        @Override
        public boolean isInstalled() {
            return false;
        }

        @Override
        public Look at(Release release, URI address, int least) {
            return new Look.NotRun("not installed");
        }
    }

    private int live() {
        return (int) deployments.shownOfAllTeams().stream()
                .flatMap(one -> sites.find(one.team(), one.site()).stream())
                .filter(site -> site.state() == SiteState.LIVE)
                .count();
    }

    private String page(String slug) {
        return browser().get("/sites/" + slug).body();
    }
}
