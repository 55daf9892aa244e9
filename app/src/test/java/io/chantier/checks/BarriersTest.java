package io.chantier.checks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.checks.ChecksSettings.Browser;
import io.chantier.generation.Joinery;
import io.chantier.reading.Source;
import io.chantier.rendering.PageReports;
import io.chantier.rendering.PageReports.Report;
import io.chantier.web.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What a Chromium of this machine sees of a site's pages, and what is said where none looks. */
class BarriersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final PageReports CHROMIUM = new PageReports(PATIENCE);

    private final Source source = Joinery.source();
    private final SortedMap<String, byte[]> data = Gates.written(source);

    @Test
    void a_browser_finds_what_keeps_people_out_on_each_kind_of_page_and_no_script_of_the_page_talks_it_out_of_it() {
        var faults = "<p style=\"color:#bbb;background:#fff\">Trop pâle</p><input type=\"text\">"
                + "<script>addEventListener('message', (m) => m.stopImmediatePropagation(), true);"
                + "Object.defineProperty(window, 'axe', {value: {run: async () => ({violations: []})}});</script>"
                + "<a href=\"/\" onclick=\"x\">Accueil</a></main>";
        var site = candidate(html -> html.replace("</main>", faults));

        var look = barriers(CHROMIUM, Browser.REQUIRED).of(site);

        assertThat(look.count()).isEqualTo(look.findings().size()).isPositive();
        assertThat(look.findings())
                .filteredOn(finding -> finding.page().equals("/"))
                .anySatisfy(finding -> {
                    assertThat(finding.code()).isEqualTo("axe.color-contrast");
                    assertThat(finding.isBlocking()).isTrue();
                    assertThat(finding.excerpt()).contains("Trop pâle");
                    assertThat(finding.args().get("selector")).contains("p");
                });
        assertThat(look.findings()).extracting(Finding::code).contains("axe.label");
        assertThat(look.findings()).extracting(Finding::page).contains("/", "/contact/");
    }

    @Test
    void what_axe_cannot_decide_is_shown_to_a_person_once_for_each_rule_and_kind_of_page_and_is_no_barrier() {
        var gradient = "<p style=\"color:#777;background:linear-gradient(#fff,#000)\">Sur un dégradé</p>";
        var site = candidate(html -> html.replace("</main>", gradient.repeat(3) + "</main>"));

        var look = barriers(CHROMIUM, Browser.REQUIRED).of(site);

        assertThat(look.count()).isZero();
        assertThat(look.findings())
                .extracting(Finding::page)
                .contains("/", "/contact/")
                .doesNotHaveDuplicates();
        assertThat(look.findings()).allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("axe-unsure");
            assertThat(finding.isBlocking()).isFalse();
            assertThat(finding.args()).containsEntry("rule", "color-contrast").containsEntry("places", "3");
            assertThat(finding.excerpt()).contains("Sur un dégradé");
        });
    }

    @Test
    void pages_without_a_barrier_pass_and_the_same_build_is_looked_at_once() {
        var times = new int[1];
        var counting = new PageReports(PATIENCE) {
            @Override
            public List<Report> of(Map<String, String> files, List<String> pages) {
                times[0]++;
                return super.of(files, pages);
            }
        };
        var barriers = barriers(counting, Browser.WHEN_AVAILABLE);
        var site = candidate(html -> html);

        var look = barriers.of(site);

        assertThat(look.findings()).isEmpty();
        assertThat(look.count()).isZero();
        assertThat(barriers.of(site)).isEqualTo(look);
        assertThat(times[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chromium", "--type=renderer"})
    void a_browser_that_is_ended_while_it_looks_is_started_once_more(String part) throws Exception {
        var killed = new AtomicInteger();
        var killer = Thread.ofVirtual().start(() -> await().until(() -> kill(part, killed) > 0));

        var look = barriers(new PageReports(Duration.ofSeconds(25)), Browser.REQUIRED)
                .of(candidate(html -> html));
        killer.join();

        assertThat(killed).hasPositiveValue();
        assertThat(look.count()).as(look.findings().toString()).isZero();
    }

    @Test
    void a_browser_that_is_ended_again_and_again_is_said_with_its_remedy_and_nothing_hangs() throws Exception {
        var killed = new AtomicInteger();
        var killer = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                kill("chromium", killed);
                LockSupport.parkNanos(10_000_000);
            }
        });

        var look = barriers(CHROMIUM, Browser.REQUIRED).of(candidate(html -> html));
        killer.interrupt();
        killer.join();

        assertThat(look.count()).as("it never counts as passed").isNull();
        assertThat(look.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("browser-failed");
            assertThat(finding.isBlocking()).isTrue();
            assertThat(new Words().say(Locale.ENGLISH, "finding.browser-failed", finding.args()))
                    .contains("ended", "Publish again");
        });
        assertThat(browsers("chromium")).isEmpty();
    }

    /** The kernel's own, which a process that was forked writes anew. */
    private static String words(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"), ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static int kill(String part, AtomicInteger killed) {
        return browsers(part).stream()
                .mapToInt(one -> one.destroyForcibly() ? killed.incrementAndGet() : 0)
                .max()
                .orElse(0);
    }

    /** The browser's own processes, without the walls around them. */
    private static List<ProcessHandle> browsers(String part) {
        return ProcessHandle.current()
                .descendants()
                .filter(one -> one.info().command().orElse("").contains("/chromium"))
                .filter(one -> words(one).contains(part))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Browser.class)
    void where_no_browser_looked_that_is_said_and_holds_back_only_where_one_is_required(Browser browser) {
        var none = new PageReports(PATIENCE) {
            @Override
            public List<Report> of(Map<String, String> files, List<String> pages) {
                return List.of(new Report.NoBrowser(), new Report.NoBrowser());
            }
        };

        var look = barriers(none, browser).of(candidate(html -> html));

        assertThat(look.count()).as("it never counts as passed").isNull();
        var finding = look.findings().getFirst();
        assertThat(finding.code()).isEqualTo(browser == Browser.NEVER ? "browser-off" : "browser-not-run");
        assertThat(finding.isBlocking()).isEqualTo(browser == Browser.REQUIRED);
        assertThat(new Verdict(look.findings(), Set.of(finding.id())).blocking())
                .as("a person may answer for it")
                .isEmpty();
    }

    @Test
    void a_browser_that_is_killed_or_tells_nothing_is_one_that_did_not_look() {
        var hasty = new PageReports(Duration.ofMillis(300));
        var mute = new PageReports(PATIENCE) {
            @Override
            public List<Report> of(Map<String, String> files, List<String> pages) {
                return List.of(new Report.Written("<pre id=\"report\">[]</pre>"));
            }
        };

        for (var reports : List.of(hasty, mute)) {
            var barriers = barriers(reports, Browser.REQUIRED);
            var look = barriers.of(candidate(html -> html));
            assertThat(look.count()).isNull();
            assertThat(look.findings()).extracting(Finding::code).containsExactly("browser-failed");
        }
    }

    @Test
    void every_rule_of_axe_has_words_in_both_languages() {
        var page = """
                <!doctype html><meta charset="utf-8"><script src="axe.min.js"></script><pre id="rules"></pre><script>
                document.getElementById('rules').textContent = JSON.stringify(
                  axe.getRules(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).map((rule) => rule.ruleId));
                </script>""";
        var report = CHROMIUM.of(
                Map.of(Barriers.AXE, Barriers.resource("/" + Barriers.AXE), "rules.html", page), "rules.html");

        var html = ((Report.Written) report).html();
        var rules = Objects.requireNonNull(
                JsonMapper.shared().readTree(Jsoup.parse(html).select("#rules").text()));
        assertThat(rules.size()).isGreaterThan(50);
        var words = new Words();
        for (var language : Words.LANGUAGES)
            assertThat(rules.valueStream().map(rule -> "finding.axe." + rule.asString()))
                    .allMatch(key -> words.has(language, key));
    }

    private static Barriers barriers(PageReports reports, Browser browser) {
        return new Barriers(reports, Gates.settings(browser), new Words());
    }

    private Candidate candidate(UnaryOperator<String> change) {
        var files = new TreeMap<>(PlainPages.of(data, Gates.MARKER));
        files.replaceAll((_, html) -> change.apply(new String(html, UTF_8)).getBytes(UTF_8));
        return Gates.candidate(source, data, files);
    }
}
