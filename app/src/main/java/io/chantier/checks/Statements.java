package io.chantier.checks;

import io.chantier.reading.Claims;
import io.chantier.reading.Fact;
import io.chantier.reading.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** What some texts state, in forms that can be compared. */
final class Statements {

    /** Of this reading of these texts and no other. */
    final UUID id = UUID.randomUUID();

    final Set<String> emails = new HashSet<>();
    final Set<String> numbers = new HashSet<>();
    final Set<String> prices = new HashSet<>();
    final Set<String> times = new HashSet<>();
    final Set<String> claims = new HashSet<>();
    final String everything;

    private Statements(Collection<String> texts) {
        for (var given : texts) {
            var text = Said.spaced(given);
            emails.addAll(Claims.emails(text));
            Claims.numbers(text).forEach(number -> numbers.add(Claims.significant(number)));
            prices.addAll(Claims.prices(text));
            times.addAll(Claims.times(text));
            claims.addAll(Claims.boasts(text));
        }
        everything = " " + Evidence.plain(String.join(" \n ", texts)) + " ";
    }

    static Statements of(Collection<String> texts) {
        return new Statements(texts);
    }

    /** Everything that was read, but for what a person withheld. */
    static Statements of(Source source) {
        var texts = new ArrayList<String>();
        texts.add(source.address());
        for (var page : source.pages()) {
            texts.addAll(List.of(page.url(), page.title(), page.description(), page.menuLabel()));
            for (var block : page.blocks()) {
                texts.add(block.text());
                texts.addAll(block.items());
            }
        }
        var believed = source.facts().stream()
                .filter(fact -> fact.standing() != Fact.Standing.REJECTED)
                .toList();
        for (var fact : believed) {
            texts.add(fact.value());
            texts.add(fact.display());
            texts.addAll(fact.parts().values());
            fact.places().forEach(place -> texts.add(place.excerpt()));
        }
        texts.addAll(source.look().alts().values());
        var statements = new Statements(texts);
        believed.forEach(statements::fact);
        return statements;
    }

    private void fact(Fact fact) {
        if (fact.kind() == Fact.Kind.EMAIL) emails.add(fact.value().toLowerCase(Locale.ROOT));
        numbers.add(Claims.significant(fact.value().replaceAll("\\D", "")));
        var cents = fact.parts().getOrDefault("cents", "");
        if (!cents.isEmpty()) prices.add(cents);
        if (fact.kind() == Fact.Kind.PRICE && fact.value().matches("\\d+")) prices.add(fact.value());
        if (fact.kind() == Fact.Kind.FOUNDED) claims.add("since " + fact.value());
    }
}
