package io.chantier.metering;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Dollars as people write them, and as we count them. */
public final class Usd {

    private static final int DIGITS = 6;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,7}([.,]\\d{1,6})?");

    private Usd() {}

    /** Without zeros at its end. */
    public static BigDecimal of(long microUsd) {
        var amount = BigDecimal.valueOf(microUsd, DIGITS).stripTrailingZeros();
        return amount.scale() < 0 ? amount.setScale(0) : amount;
    }

    /** As an amount is written in that language, with two decimals at least: {@code 0,50}; {@link #read} reads it back. */
    public static String say(long microUsd, Locale locale) {
        var amount = of(microUsd);
        var plain = amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
        return plain.replace('.', DecimalFormatSymbols.getInstance(locale).getDecimalSeparator());
    }

    /** In micro-USD; empty where it is none, below nothing or above a million. */
    public static OptionalLong read(String typed) {
        var text = typed.strip();
        if (!AMOUNT.matcher(text).matches()) return OptionalLong.empty();
        return read(new BigDecimal(text.replace(',', '.')));
    }

    /** In micro-USD; empty where it is below nothing, above a million, or finer than that. */
    public static OptionalLong read(BigDecimal amount) {
        if (amount.signum() < 0
                || amount.compareTo(MOST) > 0
                || amount.stripTrailingZeros().scale() > DIGITS) return OptionalLong.empty();
        return OptionalLong.of(amount.movePointRight(DIGITS).longValueExact());
    }
}
