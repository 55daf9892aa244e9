package io.chantier.metering.web;

import io.chantier.metering.Amounts;
import io.chantier.metering.Budgets;
import io.chantier.metering.Ledger;
import io.chantier.metering.Periods;
import io.chantier.metering.SiteNames;
import io.chantier.metering.Span;
import io.chantier.metering.Sum;
import io.chantier.metering.Usd;
import io.chantier.metering.web.CostsView.Month;
import io.chantier.metering.web.CostsView.OfSite;
import io.chantier.metering.web.CostsView.Parts;
import io.chantier.values.TeamId;
import io.chantier.web.Spreadsheet;
import io.chantier.web.Words;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a team spent, put together for its pages. */
@Component
class Costs {

    private static final List<String> COLUMNS = List.of(
            "day",
            "site",
            "siteId",
            "job",
            "step",
            "model",
            "calls",
            "input",
            "cacheRead",
            "cacheWrite",
            "output",
            "usd",
            "estimatedUsd");

    private final Ledger ledger;
    private final Budgets budgets;
    private final SiteNames names;
    private final Amounts amounts;
    private final Periods periods;
    private final Words words;

    Costs(Ledger ledger, Budgets budgets, SiteNames names, Amounts amounts, Periods periods, Words words) {
        this.ledger = ledger;
        this.budgets = budgets;
        this.names = names;
        this.amounts = amounts;
        this.periods = periods;
        this.words = words;
    }

    YearMonth currentMonth() {
        return periods.month();
    }

    CostsView of(TeamId team, YearMonth month, Locale locale) {
        var span = Span.of(month);
        var standing = month.equals(currentMonth())
                ? budgets.standing(team).stream()
                        .filter(one -> one.limit().differsByTeam())
                        .toList()
                : List.<Budgets.Standing>of();
        var parts = new Parts(
                sites(team, span), ledger.bySteps(team, span), ledger.byModels(team, span), ledger.days(team, span));
        return new CostsView(
                Month.of(month, currentMonth()), ledger.ofTeam(team, span), standing, parts, amounts.in(locale));
    }

    /** Sites that were deleted have no name any more, and are one. */
    private List<OfSite> sites(TeamId team, Span span) {
        var named = names.of(team);
        var sites = new ArrayList<OfSite>();
        var deleted = Sum.NOTHING;
        for (var entry : ledger.bySites(team, span).entrySet()) {
            var name = named.get(entry.getKey());
            if (name == null) deleted = deleted.plus(entry.getValue());
            else sites.add(new OfSite(name, entry.getValue()));
        }
        if (deleted.calls() > 0) sites.add(new OfSite(null, deleted));
        return sites;
    }

    /** For the books: in dollars, with the ids of sites and jobs. */
    byte[] spreadsheet(TeamId team, Span span, Locale locale) {
        var named = names.of(team);
        var table = new ArrayList<List<String>>();
        table.add(COLUMNS.stream()
                .map(column -> words.say(locale, "page.costs.column." + column))
                .toList());
        for (var line : ledger.lines(team, span)) {
            var name = named.get(line.site());
            var tokens = line.sum().tokens();
            table.add(Stream.concat(
                            Stream.of(
                                    line.day().toString(),
                                    name == null ? "" : name.name(),
                                    line.site().toString(),
                                    line.job().toString(),
                                    line.step(),
                                    line.model()),
                            Stream.of(
                                            line.sum().calls(),
                                            tokens.input(),
                                            tokens.cacheRead(),
                                            tokens.cacheWrite(),
                                            tokens.output(),
                                            dollars(line.sum().microUsd(), locale),
                                            dollars(line.sum().estimatedMicroUsd(), locale))
                                    .map(String::valueOf))
                    .toList());
        }
        return Spreadsheet.of(table, locale);
    }

    /** With the decimal point that the reader's spreadsheet program expects. */
    private static String dollars(long microUsd, Locale locale) {
        var plain = Usd.of(microUsd).toPlainString();
        return Words.nearest(locale).equals(Locale.FRENCH) ? plain.replace('.', ',') : plain;
    }
}
