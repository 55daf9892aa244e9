package io.chantier.generation.web;

import io.chantier.generation.SitePrices;
import io.chantier.metering.Amounts;
import io.chantier.metering.Estimate;
import io.chantier.web.OrderPrices;
import io.chantier.web.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says an estimate as people say prices: from so much to so much, in whole cents, never too little. */
@Component
class PriceWords implements OrderPrices {

    private static final int CENTS = 2;

    private final SitePrices prices;
    private final Amounts amounts;
    private final Words words;

    PriceWords(SitePrices prices, Amounts amounts, Words words) {
        this.prices = prices;
        this.amounts = amounts;
        this.words = words;
    }

    @Override
    public String of(int sites, Locale locale) {
        return prices.perSite()
                .map(estimate -> words.say(locale, key(sites), arguments(estimate, sites, locale)))
                .orElse("");
    }

    @Override
    public String ofLanguage(Locale locale) {
        return prices.perLanguage()
                .map(estimate -> words.say(locale, "page.price.language", Map.of("price", range(estimate, 1, locale))))
                .orElse("");
    }

    /** {@code 0,04 € à 0,09 €}; one amount where both are the same cent. */
    String range(Estimate estimate, int sites, Locale locale) {
        var said = amounts.in(locale);
        var low = said.value(estimate.lowMicroUsd() * sites);
        var high = said.value(estimate.highMicroUsd() * sites);
        var least = amount(low, RoundingMode.DOWN, said.currency(), locale);
        var most = amount(high, RoundingMode.UP, said.currency(), locale);
        return least.equals(most) ? most : words.say(locale, "page.price.range", Map.of("low", least, "high", most));
    }

    private Map<String, String> arguments(Estimate estimate, int sites, Locale locale) {
        return Map.of("price", range(estimate, Math.max(1, sites), locale), "n", Integer.toString(sites));
    }

    private static String key(int sites) {
        return sites == 1 ? "page.price.one" : sites == EACH ? "page.price.each" : "page.price.many";
    }

    private static String amount(BigDecimal amount, RoundingMode rounding, String currency, Locale locale) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(CENTS);
        format.setMaximumFractionDigits(CENTS);
        format.setRoundingMode(rounding);
        return format.format(amount);
    }
}
