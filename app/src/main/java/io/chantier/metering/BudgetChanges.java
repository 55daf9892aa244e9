package io.chantier.metering;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Teams;
import io.chantier.metering.Amounts.Display;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the operator says about money: limits, prices, and how amounts are shown; who said so is written down. */
@Service
public class BudgetChanges {

    private static final int LONGEST = 100;
    private static final int MOST_PRICES = 50;
    private static final BigDecimal LEAST_RATE = new BigDecimal("0.01");
    private static final BigDecimal MOST_RATE = new BigDecimal("100");
    private static final int RATE_DIGITS = 6;

    private final LimitRows limits;
    private final Prices prices;
    private final Amounts amounts;
    private final Teams teams;
    private final Audit audit;

    BudgetChanges(LimitRows limits, Prices prices, Amounts amounts, Teams teams, Audit audit) {
        this.limits = limits;
        this.prices = prices;
        this.amounts = amounts;
        this.teams = teams;
        this.audit = audit;
    }

    /** @param prices the operator's own, beside those that are listed */
    public record Values(Limits limits, Display display, List<Price> prices) {}

    /**
     * What holds for one team.
     *
     * @param limits only those that differ from the installation's; empty amounts are no limit
     */
    public record OfTeam(TeamId id, String name, Map<Limit, OptionalLong> limits) {}

    public Values stored() {
        return new Values(limits.installation(), amounts.display(), prices.overrides());
    }

    /** All teams of the installation, by name. */
    public List<OfTeam> teams() {
        var overrides = limits.overrides();
        return teams.all().stream()
                .map(team -> new OfTeam(
                        team.id(), team.name(), overrides.getOrDefault(team.id().value(), Map.of())))
                .toList();
    }

    /** @throws ProblemException naming each field that is wrong */
    @Transactional
    public void make(Caller caller, Values wanted) {
        var wrong = wrong(wanted);
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        limits.store(wanted.limits());
        amounts.store(wanted.display());
        prices.override(wanted.prices());
        audit.write(caller, "budgets.change", "budgets", said(wanted.limits()));
    }

    /**
     * The limits of one team in place of those that it had; what is left out follows the installation.
     *
     * @throws ProblemException where there is no such team
     */
    @Transactional
    public void override(Caller caller, TeamId team, Map<Limit, OptionalLong> wanted) {
        if (teams.all().stream().noneMatch(known -> known.id().equals(team)))
            throw new ProblemException(Problem.ofField("team", "unknown-value", Map.of()));
        var wrong = wanted.keySet().stream()
                .filter(limit -> !limit.differsByTeam())
                .map(limit -> new FieldProblem("limits." + limit.key(), "unknown-value", Map.of()))
                .toList();
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        limits.override(team, wanted);
        audit.write(caller, "budgets.team", team.toString(), said(wanted));
    }

    private static List<FieldProblem> wrong(Values wanted) {
        var wrong = new ArrayList<FieldProblem>();
        var rate = wanted.display().eurPerUsd();
        if (rate.compareTo(LEAST_RATE) < 0 || rate.compareTo(MOST_RATE) > 0 || rate.scale() > RATE_DIGITS)
            wrong.add(new FieldProblem("eurPerUsd", "not-a-rate", Map.of()));
        if (wanted.prices().size() > MOST_PRICES) wrong.add(new FieldProblem("prices", "too-long", Map.of()));
        var names = new HashSet<String>();
        for (int at = 0; at < wanted.prices().size(); at++) {
            var name = wanted.prices().get(at).model();
            var field = "prices[" + at + "].model";
            if (name.isBlank()) wrong.add(new FieldProblem(field, "required", Map.of()));
            if (name.length() > LONGEST) wrong.add(new FieldProblem(field, "too-long", Map.of()));
            if (!names.add(name)) wrong.add(new FieldProblem(field, "taken", Map.of("value", name)));
        }
        return wrong;
    }

    private static Map<String, String> said(Limits limits) {
        var said = new TreeMap<String, String>();
        for (var limit : Limit.values()) said.put(limit.key(), said(limits.of(limit)));
        return said;
    }

    private static SequencedMap<String, String> said(Map<Limit, OptionalLong> limits) {
        var said = new LinkedHashMap<String, String>();
        limits.forEach((limit, amount) -> said.put(limit.key(), said(Objects.requireNonNull(amount))));
        return said;
    }

    private static String said(OptionalLong amount) {
        return amount.isPresent() ? Usd.of(amount.getAsLong()).toPlainString() + " USD" : "none";
    }
}
