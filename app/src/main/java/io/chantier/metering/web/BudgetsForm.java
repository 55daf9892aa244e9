package io.chantier.metering.web;

import io.chantier.metering.Amounts.Display;
import io.chantier.metering.Amounts.Shown;
import io.chantier.metering.BudgetChanges.Values;
import io.chantier.metering.Limit;
import io.chantier.metering.Limits;
import io.chantier.metering.Price;
import io.chantier.metering.Usd;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The forms of the page of budgets: what is stored as they show it, and what was typed into them. */
final class BudgetsForm {

    static final List<String> PRICES = List.of("input", "output", "cacheWrite", "cacheRead");

    private static final String NONE = ".none";
    private static final String RATE = "\\d{1,3}([.,]\\d{1,6})?";
    private static final int BLANKS = 2;

    private final Map<String, String> typed;
    private final List<FieldProblem> wrong = new ArrayList<>();

    BudgetsForm(Map<String, String> typed) {
        this.typed = typed;
    }

    /** Names and texts of the fields as they are before anybody types. */
    static Map<String, String> fields(Values values, Locale locale) {
        var fields = new LinkedHashMap<String, String>();
        for (var limit : Limit.values()) put(fields, limit, values.limits().of(limit), locale);
        fields.put("currency", values.display().currency().name());
        fields.put("eurPerUsd", rate(values.display().eurPerUsd(), locale));
        for (int at = 0; at < values.prices().size(); at++) {
            var price = values.prices().get(at);
            var field = "prices[" + at + "].";
            fields.put(field + "model", price.model());
            fields.put(field + "input", Usd.say(price.input(), locale));
            fields.put(field + "output", Usd.say(price.output(), locale));
            fields.put(field + "cacheWrite", Usd.say(price.cacheWrite(), locale));
            fields.put(field + "cacheRead", Usd.say(price.cacheRead(), locale));
        }
        return fields;
    }

    static Map<String, String> fields(Map<Limit, OptionalLong> differing, Locale locale) {
        var fields = new LinkedHashMap<String, String>();
        differing.forEach((limit, amount) -> put(fields, limit, amount, locale));
        return fields;
    }

    private static void put(Map<String, String> fields, Limit limit, OptionalLong amount, Locale locale) {
        if (amount.isPresent()) fields.put(name(limit), Usd.say(amount.getAsLong(), locale));
        else fields.put(name(limit) + NONE, "on");
    }

    private static String rate(BigDecimal rate, Locale locale) {
        return rate.toPlainString()
                .replace('.', DecimalFormatSymbols.getInstance(locale).getDecimalSeparator());
    }

    static String name(Limit limit) {
        return "limits." + limit.key();
    }

    /** How many rows for prices of one's own a form has: those that are there, and room for more. */
    static int rows(Map<String, String> fields) {
        int rows = 0;
        while (fields.containsKey("prices[" + rows + "].model")) rows++;
        boolean hasRoom = rows > 0
                && fields.getOrDefault("prices[" + (rows - 1) + "].model", "").isBlank();
        return hasRoom ? rows : rows + BLANKS;
    }

    /** @throws ProblemException naming each field that is wrong */
    Values read() {
        var limits = new EnumMap<Limit, Long>(Limit.class);
        for (var limit : Limit.values()) {
            if (isWithout(limit)) continue;
            if (text(name(limit)).isEmpty()) wrong.add(new FieldProblem(name(limit), "amount-or-none", Map.of()));
            else limits.put(limit, amount(name(limit)));
        }
        var values = new Values(new Limits(limits), display(), prices());
        end();
        return values;
    }

    /** What is empty follows the installation. */
    Map<Limit, OptionalLong> readDiffering() {
        var limits = new EnumMap<Limit, OptionalLong>(Limit.class);
        for (var limit : Limit.values()) {
            if (!limit.differsByTeam()) continue;
            if (isWithout(limit)) limits.put(limit, OptionalLong.empty());
            else if (!text(name(limit)).isEmpty()) limits.put(limit, OptionalLong.of(amount(name(limit))));
        }
        end();
        return limits;
    }

    private void end() {
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
    }

    private boolean isWithout(Limit limit) {
        return typed.containsKey(name(limit) + NONE);
    }

    private Display display() {
        var currency = text("currency").equals(Shown.USD.name()) ? Shown.USD : Shown.EUR;
        var rate = text("eurPerUsd");
        if (rate.matches(RATE)) return new Display(currency, new BigDecimal(rate.replace(',', '.')));
        wrong.add(new FieldProblem("eurPerUsd", "not-a-rate", Map.of()));
        return Display.DEFAULT;
    }

    /** A row without a model is none. */
    private List<Price> prices() {
        var prices = new ArrayList<Price>();
        for (int at = 0; at < rows(typed); at++) {
            var field = "prices[" + at + "].";
            var model = text(field + "model");
            if (model.isEmpty()) continue;
            var amounts = PRICES.stream().map(part -> amount(field + part)).toList();
            prices.add(new Price(model, amounts.get(0), amounts.get(1), amounts.get(2), amounts.get(3), 1));
        }
        return prices;
    }

    private long amount(String field) {
        var amount = Usd.read(text(field));
        if (amount.isEmpty()) wrong.add(new FieldProblem(field, "not-an-amount", Map.of()));
        return amount.orElse(0);
    }

    private String text(String field) {
        return typed.getOrDefault(field, "").strip();
    }
}
