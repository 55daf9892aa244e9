package io.chantier.fleet.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.fleet.Census;
import io.chantier.fleet.FleetSite;
import io.chantier.fleet.Standing;
import io.chantier.identity.Caller;
import io.chantier.sites.SiteTag;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemAnswer;
import io.chantier.web.Problems;
import io.chantier.web.Spreadsheet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** How the team's sites stand, for programs and for spreadsheets. */
@Controller
class TriageApi {

    private final Census census;
    private final FleetRows rows;
    private final FleetCsv csv;
    private final Problems problems;

    TriageApi(Census census, FleetRows rows, FleetCsv csv, Problems problems) {
        this.census = census;
        this.rows = rows;
        this.csv = csv;
        this.problems = problems;
    }

    /**
     * How the sites stand.
     *
     * @param counts how many there are of each standing with the rest of the filter
     * @param next the number of the page that follows; null on the last one
     */
    record Triage(
            Map<Standing, Long> counts,
            int found,
            List<Line> items,
            @Nullable Integer next) {}

    /**
     * @param findings that hold the newest revision back
     * @param contradictions that nobody has decided yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String slug,
            String name,
            Standing standing,
            String state,
            int findings,
            int contradictions,
            List<String> tags,
            @Nullable ProblemAnswer problem) {}

    @GetMapping("/api/sites/triage")
    @ResponseBody
    Triage show(
            Caller caller,
            @RequestParam Map<String, String> given,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable Integer limit,
            Locale locale) {
        var query = Queries.of(given);
        var all = census.of(caller.team());
        var found = query.of(all);
        int size = Page.limit(limit);
        long from = Math.min((Math.max(1L, page) - 1) * size, found.size());
        int until = (int) Math.min(from + size, found.size());
        var items = found.subList((int) from, until).stream()
                .map(site -> line(site, locale))
                .toList();
        return new Triage(query.counts(all), found.size(), items, until < found.size() ? page + 1 : null);
    }

    @GetMapping({"/sites/list.csv", "/api/sites/list.csv"})
    ResponseEntity<byte[]> table(Caller caller, @RequestParam Map<String, String> given, Locale locale) {
        var found = Queries.of(given).of(census.of(caller.team()));
        return ResponseEntity.ok()
                .header("Content-Type", Spreadsheet.TYPE)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename("sites.csv")
                                .build()
                                .toString())
                .body(csv.of(rows.of(caller.team(), found), locale));
    }

    private Line line(FleetSite one, Locale locale) {
        var problem = one.site().problem();
        return new Line(
                one.site().slug().value(),
                one.site().name(),
                one.standing(),
                one.site().state().name(),
                one.needs().findings(),
                one.needs().contradictions(),
                one.tags().stream().map(SiteTag::name).toList(),
                problem == null ? null : problems.word(Problem.of(problem.code(), 422, problem.arguments()), locale));
    }
}
