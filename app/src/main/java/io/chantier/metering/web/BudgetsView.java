package io.chantier.metering.web;

import io.chantier.metering.Amounts.InWords;
import io.chantier.metering.Budgets.Standing;
import io.chantier.metering.Limit;
import io.chantier.metering.Limits;
import io.chantier.metering.Price;
import io.chantier.metering.Usd;
import io.chantier.web.Frame;
import io.chantier.web.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the installation and of its teams, prices, and how amounts are shown: as stored, or as typed.
 *
 * @param fields names and texts of the form for the installation
 * @param problem what is wrong with what was typed into it, or into the form of a team
 */
public record BudgetsView(
        Map<String, String> fields,
        List<OfTeam> teams,
        Known known,
        InWords money,
        @Nullable Problem problem) {

    /** @param standing what the installation has spent against its own limits */
    public record Known(List<Standing> standing, Limits limits, List<Price> prices, String version) {}

    /**
     * @param fields of the team's own form
     * @param isOpen whether it was just sent and something is wrong with it
     */
    public record OfTeam(String id, String name, Map<String, String> fields, boolean isOpen) {

        public boolean differs() {
            return !fields.isEmpty();
        }
    }

    /** A limit as a form shows it. */
    public record Field(String name, String label, String hint, String value, boolean none) {

        /** Unlike that of another form on the same page. */
        public String id(String form) {
            return form + "-" + name.replace('.', '-');
        }
    }

    /** Whether what is wrong is in the form of a team. */
    public boolean isOfTeam() {
        return teams.stream().anyMatch(OfTeam::isOpen);
    }

    public List<Field> installation(Frame frame) {
        return Arrays.stream(Limit.values())
                .map(limit -> field(frame, limit, fields, ""))
                .toList();
    }

    public List<Field> ofTeam(Frame frame, OfTeam team) {
        return Arrays.stream(Limit.values())
                .filter(Limit::differsByTeam)
                .map(limit -> field(frame, limit, team.fields(), asInstallation(frame, limit)))
                .toList();
    }

    private String asInstallation(Frame frame, Limit limit) {
        var amount = known.limits().of(limit);
        return amount.isPresent() ? Usd.say(amount.getAsLong(), frame.locale()) : frame.say("page.budgets.none");
    }

    private static Field field(Frame frame, Limit limit, Map<String, String> fields, String hint) {
        var name = BudgetsForm.name(limit);
        return new Field(
                name,
                CostsView.label(frame, limit),
                hint,
                fields.getOrDefault(name, ""),
                fields.containsKey(name + ".none"));
    }

    /** The rows for prices of one's own. */
    public int rows() {
        return BudgetsForm.rows(fields);
    }

    public List<String> parts() {
        return BudgetsForm.PRICES;
    }

    public String text(String field) {
        return fields.getOrDefault(field, "");
    }

    /** In dollars for a million tokens. */
    public static String usd(Frame frame, long microUsd) {
        return Usd.say(microUsd, frame.locale());
    }
}
