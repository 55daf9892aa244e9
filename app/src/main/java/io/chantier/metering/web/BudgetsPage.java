package io.chantier.metering.web;

import io.chantier.identity.Caller;
import io.chantier.metering.Amounts;
import io.chantier.metering.BudgetChanges;
import io.chantier.metering.Budgets;
import io.chantier.metering.Prices;
import io.chantier.metering.web.BudgetsView.Known;
import io.chantier.metering.web.BudgetsView.OfTeam;
import io.chantier.values.TeamId;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page on which the operator limits what is spent, and says what models cost. */
@Controller
class BudgetsPage {

    private static final String PAGE = "metering/budgets";

    private final BudgetChanges changes;
    private final Budgets budgets;
    private final Prices prices;
    private final Amounts amounts;

    BudgetsPage(BudgetChanges changes, Budgets budgets, Prices prices, Amounts amounts) {
        this.changes = changes;
        this.budgets = budgets;
        this.prices = prices;
        this.amounts = amounts;
    }

    /** A form that was sent with something wrong in it. */
    private record Wrong(@Nullable UUID team, Map<String, String> typed, Problem problem) {}

    @GetMapping("/settings/budgets")
    String show(Caller caller, Locale locale, Model page) {
        page.addAttribute("view", view(caller, locale, null));
        return PAGE;
    }

    @PostMapping("/settings/budgets")
    String change(
            Caller caller,
            @RequestParam Map<String, String> typed,
            Locale locale,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        try {
            changes.make(caller, new BudgetsForm(typed).read());
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            page.addAttribute("view", view(caller, locale, new Wrong(null, typed, wrong.problem())));
            return PAGE;
        }
        return saved(next);
    }

    @PostMapping("/settings/budgets/teams")
    String override(
            Caller caller,
            @RequestParam UUID team,
            @RequestParam Map<String, String> typed,
            Locale locale,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        try {
            changes.override(caller, new TeamId(team), new BudgetsForm(typed).readDiffering());
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            page.addAttribute("view", view(caller, locale, new Wrong(team, typed, wrong.problem())));
            return PAGE;
        }
        return saved(next);
    }

    private static String saved(RedirectAttributes next) {
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return "redirect:/settings/budgets";
    }

    private BudgetsView view(Caller caller, Locale locale, @Nullable Wrong wrong) {
        var stored = changes.stored();
        var standing = budgets.standing(caller.team()).stream()
                .filter(one -> !one.limit().differsByTeam())
                .toList();
        return new BudgetsView(
                wrong == null || wrong.team() != null ? BudgetsForm.fields(stored, locale) : wrong.typed(),
                teams(wrong, locale),
                new Known(standing, stored.limits(), prices.list(), prices.version()),
                amounts.in(locale),
                wrong == null ? null : wrong.problem());
    }

    private List<OfTeam> teams(@Nullable Wrong wrong, Locale locale) {
        return changes.teams().stream()
                .map(team -> wrong != null && team.id().value().equals(wrong.team())
                        ? new OfTeam(team.id().toString(), team.name(), wrong.typed(), true)
                        : new OfTeam(
                                team.id().toString(), team.name(), BudgetsForm.fields(team.limits(), locale), false))
                .toList();
    }
}
