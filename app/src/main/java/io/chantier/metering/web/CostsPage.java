package io.chantier.metering.web;

import io.chantier.identity.Caller;
import io.chantier.metering.Span;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.Spreadsheet;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the team spent in a month: against its limits, day by day, by site, step and model. */
@Controller
class CostsPage {

    private static final int FIRST_YEAR = 2020;

    private final Costs costs;

    CostsPage(Costs costs) {
        this.costs = costs;
    }

    @GetMapping("/costs")
    String show(Caller caller, @RequestParam(required = false) @Nullable YearMonth month, Locale locale, Model page) {
        page.addAttribute("view", costs.of(caller.team(), shown(month), locale));
        return "metering/costs";
    }

    @GetMapping("/costs/list.csv")
    ResponseEntity<byte[]> table(
            Caller caller, @RequestParam(required = false) @Nullable YearMonth month, Locale locale) {
        var shown = shown(month);
        return ResponseEntity.ok()
                .header("Content-Type", Spreadsheet.TYPE)
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename("costs-" + shown + ".csv")
                                .build()
                                .toString())
                .body(costs.spreadsheet(caller.team(), Span.of(shown), locale));
    }

    private YearMonth shown(@Nullable YearMonth month) {
        var current = costs.currentMonth();
        if (month == null) return current;
        if (month.isAfter(current) || month.getYear() < FIRST_YEAR)
            throw new ProblemException(Problem.ofField("month", "unknown-value", Map.of()));
        return month;
    }
}
