package io.chantier.checks;

import io.chantier.checks.ChecksSettings.Browser;
import io.chantier.checks.Finding.Severity;
import io.chantier.rendering.PageReports;
import io.chantier.rendering.PageReports.Report;
import io.chantier.web.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What keeps people out, as axe sees it in a browser (WCAG 2.2 AA): on every kind of page, on a telephone and on a desktop.
 * Where no browser looked, that is said and never counts as passed.
 */
@Component
class Barriers {

    static final String AXE = "axe.min.js";

    private static final String UNSURE = "axe-unsure";
    private static final String FAILED = "browser-failed";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Barriers.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<Integer> WIDTHS = List.of(390, 1280);
    private static final int MOST_REMEMBERED = 100;
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    private final PageReports reports;
    private final ChecksSettings settings;
    private final Words words;
    private final Map<String, Look> known = new LinkedHashMap<>();

    Barriers(PageReports reports, ChecksSettings settings, Words words) {
        this.reports = reports;
        this.settings = settings;
        this.words = words;
    }

    /**
     * What a browser saw.
     *
     * @param count how many barriers, without what axe could not decide; null where no browser looked
     */
    record Look(List<Finding> findings, @Nullable Integer count) {}

    /** The same build is looked at once. */
    Look of(Candidate site) {
        synchronized (known) {
            var before = known.get(site.marker());
            if (before != null) return before;
        }
        var look = look(site);
        if (look.count() != null) remember(site.marker(), look);
        return look;
    }

    private Look look(Candidate site) {
        if (settings.browser() == Browser.NEVER) return notRun("browser-off", "");
        var pages = PageTypes.of(Examined.of(site));
        var begun = System.nanoTime();
        var look = looked(site, pages);
        // A browser that was ended from outside says nothing of the site; one that needs long needs it again.
        var isWorthAnother = look.count() == null
                && System.nanoTime() - begun < SOON.toNanos()
                && look.findings().stream().anyMatch(finding -> finding.code().equals(FAILED));
        return isWorthAnother ? looked(site, pages) : look;
    }

    private Look looked(Candidate site, List<String> pages) {
        var looks = new ArrayList<Look>();
        for (var report : reports.of(files(site, pages), frames())) {
            switch (report) {
                case Report.NoBrowser() -> {
                    return notRun("browser-not-run", "");
                }
                case Report.Failed(var why) -> {
                    return notRun(FAILED, why);
                }
                case Report.Written(var html) -> looks.add(read(html, pages));
            }
        }
        return looks.stream().filter(look -> look.count() == null).findFirst().orElseGet(() -> together(looks));
    }

    /** A document for each width: it shows every page in a frame of that width. */
    private static List<String> frames() {
        return WIDTHS.stream().map(width -> "pages-" + width + ".html").toList();
    }

    /** What was seen at one width is not told again of the next. */
    private static Look together(List<Look> looks) {
        var findings = new LinkedHashMap<String, Finding>();
        for (var look : looks) look.findings().forEach(finding -> findings.putIfAbsent(name(finding), finding));
        var all = findings.values().stream()
                .sorted(Comparator.comparing(finding -> finding.code().equals(UNSURE)))
                .toList();
        var barriers =
                all.stream().filter(finding -> !finding.code().equals(UNSURE)).count();
        return new Look(all, Math.toIntExact(barriers));
    }

    /** What axe could not decide is told once for each rule and kind of page. */
    private static String name(Finding finding) {
        return finding.code().equals(UNSURE)
                ? finding.page() + " " + finding.args().get("rule")
                : finding.id();
    }

    private Look notRun(String code, String why) {
        if (!why.isEmpty()) log.warn("No browser has looked at a site: {}", why);
        var severity = settings.browser() == Browser.REQUIRED ? Severity.BLOCKING : Severity.WARNING;
        return new Look(List.of(new Finding(code, severity, "/", null, "", Map.of("reason", why))), null);
    }

    private static Map<String, String> files(Candidate site, List<String> pages) {
        var files = new LinkedHashMap<String, String>();
        files.put(AXE, resource("/" + AXE));
        files.put("barriers.js", resource("barriers.js"));
        files.put("barriers-frame.js", resource("barriers-frame.js"));
        var names = new ArrayList<String>();
        for (var page : pages) {
            var name = "page-" + names.size() + ".html";
            names.add(name);
            files.put(name, PageCopy.of(site, page, AXE, "barriers.js"));
        }
        for (int i = 0; i < WIDTHS.size(); i++)
            files.put(frames().get(i), """
                    <!doctype html><meta charset="utf-8"><title>Pages</title>
                    <script type="application/json" id="pages">%s</script><pre id="report" data-width="%d"></pre>
                    <script src="barriers-frame.js"></script>
                    """.formatted(JSON.writeValueAsString(names), WIDTHS.get(i)));
        return files;
    }

    /** What comes out of the browser is data of somebody's page: it is read as text, and nothing is believed of it. */
    private Look read(String html, List<String> pages) {
        var text = Jsoup.parse(html).select("#report").text();
        try {
            var reports = JSON.readTree(text);
            if (reports.size() != pages.size()) return notRun("browser-failed", "it did not see every page");
            var findings = new ArrayList<Finding>();
            for (int i = 0; i < pages.size(); i++) {
                var report = reports.path(i).path("report");
                if (!report.path("violations").isArray())
                    return notRun("browser-failed", report.path("failed").asString("no report"));
                var page = Examined.address(pages.get(i));
                var width = reports.path(i).path("width").asString("");
                for (var rule : report.path("violations"))
                    for (var node : rule.path("nodes")) findings.add(finding(page, width, rule, node));
                for (var rule : report.path("incomplete")) findings.add(doubt(page, width, rule));
            }
            return new Look(List.copyOf(findings), findings.size());
        } catch (JacksonException e) {
            return notRun("browser-failed", "its report cannot be read");
        }
    }

    /** What axe could not decide: one for each rule and kind of page, at the first place. */
    private static Finding doubt(String page, String width, JsonNode rule) {
        var node = rule.path("nodes").path(0);
        var args = Map.of(
                "rule", rule.path("id").asString(""),
                "places", rule.path("count").asString("1"),
                "selector", node.path("target").asString(""),
                "width", width);
        return Finding.warning(UNSURE, page, node.path("html").asString("")).with(args);
    }

    private Finding finding(String page, String width, JsonNode rule, JsonNode node) {
        var id = rule.path("id").asString("");
        var code = words.has(Locale.FRENCH, "finding.axe." + id) ? "axe." + id : "axe.other";
        var severity = GRAVE.contains(rule.path("impact").asString("")) ? Severity.BLOCKING : Severity.WARNING;
        var args = Map.of("rule", id, "selector", node.path("target").asString(""), "width", width);
        return new Finding(code, severity, page, null, node.path("html").asString(""), args);
    }

    private void remember(String marker, Look look) {
        synchronized (known) {
            if (known.size() >= MOST_REMEMBERED)
                known.remove(known.keySet().iterator().next());
            known.put(marker, look);
        }
    }

    static String resource(String name) {
        try (var file = Barriers.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
