package io.chantier.metering;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Amounts as people read them: in the currency of this installation, at the rate that its operator set. */
@Repository
public class Amounts {

    private static final String CURRENCY = "currency";
    private static final String RATE = "eur-per-usd";

    private final JdbcClient jdbc;

    Amounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The currencies that amounts can be shown in. */
    public enum Shown {
        EUR,
        USD
    }

    /**
     * How amounts are shown. Nobody asks the network for a rate: it is what the operator says.
     *
     * @param eurPerUsd how many euros a dollar is
     */
    public record Display(Shown currency, BigDecimal eurPerUsd) {

        /** Until the operator says otherwise. */
        public static final Display DEFAULT = new Display(Shown.EUR, new BigDecimal("0.90"));
    }

    public Display display() {
        var stored = new HashMap<String, String>();
        jdbc.sql("select name, value from metering_setting")
                .query((row, _) -> stored.put(row.getString("name"), row.getString("value")))
                .list();
        return new Display(
                Shown.valueOf(
                        stored.getOrDefault(CURRENCY, Display.DEFAULT.currency().name())),
                new BigDecimal(
                        stored.getOrDefault(RATE, Display.DEFAULT.eurPerUsd().toPlainString())));
    }

    void store(Display display) {
        store(CURRENCY, display.currency().name());
        store(RATE, display.eurPerUsd().toPlainString());
    }

    private void store(String name, String value) {
        jdbc.sql("""
                insert into metering_setting (name, value) values (?, ?)
                on conflict (name) do update set value = excluded.value
                """).params(name, value).update();
    }

    /** For one reader; the rate is that of now. */
    public InWords in(Locale locale) {
        return new InWords(display(), locale);
    }

    /** Says amounts in one language. */
    public static final class InWords {

        private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
        private static final BigDecimal CENT = new BigDecimal("0.01");

        private final Display display;
        private final Locale locale;

        InWords(Display display, Locale locale) {
            this.display = display;
            this.locale = locale;
        }

        /** To the cent, {@code 12,30 €}; what is less than one but not nothing is {@code < 0,01 €}. */
        public String say(long microUsd) {
            var amount = value(microUsd);
            var format = NumberFormat.getCurrencyInstance(locale);
            format.setCurrency(Currency.getInstance(display.currency().name()));
            format.setMinimumFractionDigits(2);
            format.setMaximumFractionDigits(2);
            format.setRoundingMode(RoundingMode.HALF_UP);
            var isLess = amount.signum() > 0 && amount.compareTo(CENT) < 0;
            return isLess ? "<\u00a0" + format.format(CENT) : format.format(amount);
        }

        /** In the shown currency, for charts and tables of numbers. */
        public BigDecimal value(long microUsd) {
            var usd = BigDecimal.valueOf(microUsd).divide(MILLION);
            return display.currency() == Shown.USD ? usd : usd.multiply(display.eurPerUsd());
        }

        /** How much one is of the other: {@code 82 %}. */
        public String share(long part, long whole) {
            var share = whole == 0 ? 1.0 : (double) part / whole;
            return NumberFormat.getPercentInstance(locale).format(Math.floor(share * 100) / 100);
        }

        public String currency() {
            return display.currency().name();
        }
    }
}
