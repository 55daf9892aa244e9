package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;
import static io.chantier.checks.Finding.warning;

import io.chantier.reading.Claims;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What the pages state, the source or a person stated before: no phone, price, hour or number is new, and none is one
 * that a person withheld.
 */
@Component
final class NothingInvented implements Check {

    private static final String MAP = "openstreetmap.org";
    private static final int SHORTEST_NUMBER = 8;
    private static final int COMPANY_NUMBER = 14;

    @Override
    public List<Finding> examine(Examined site) {
        var work = new Work(site, site.evidence(), site.pointers(), new ArrayList<>());
        for (var said : site.said()) work.examine(said);
        site.pages().forEach((path, page) -> {
            for (var link : page.select("a[href^=tel:]"))
                work.call(new Said(path, link.text()), link.attr("href").replaceAll("\\D", ""));
            for (var link : page.select("a[href^=mailto:]"))
                work.letter(new Said(path, link.text()), Links.address(link.attr("href")));
            for (var link : page.select("a[href^=http]")) work.foreign(new Said(path, link.text()), link.attr("href"));
        });
        return work.findings();
    }

    private record Work(Examined site, Evidence evidence, Pointers pointers, List<Finding> findings) {

        void examine(Said said) {
            var text = said.text();
            if (isWithheld(
                    said,
                    evidence.withheld().claimIn(text),
                    evidence.overruled().claimIn(text))) return;
            Claims.emails(text).forEach(email -> email(said, email));
            Claims.numbers(text).forEach(number -> number(said, number));
            Claims.prices(text).stream()
                    .filter(price -> !evidence.hasPrice(price))
                    .forEach(price -> add("invented-price", said, Claims.money(price)));
            Claims.times(text).stream()
                    .filter(time -> !evidence.hasTime(time))
                    .forEach(time -> add("invented-hour", said, time));
            Claims.boasts(text).stream()
                    .filter(boast -> !evidence.hasBoast(boast) && !isTranslated(said, boast))
                    .forEach(boast -> add("invented-claim", said, boast));
            Claims.hosts(text).stream()
                    .filter(host -> !evidence.mentions(host))
                    .forEach(host -> add("invented-web-address", said, host));
            names(said, "invented-place", Claims::places);
            names(said, "invented-credential", Claims::credentials);
            ranks(said);
        }

        /** A name is the same in every language. */
        private void names(Said said, String code, Function<String, Set<String>> kind) {
            kind.apply(said.text()).stream()
                    .filter(name -> !evidence.hasWords(name))
                    .filter(name -> !site.versions()
                            .isTranslated(said, original -> kind.apply(original).contains(name)))
                    .forEach(name -> add(code, said, name));
        }

        /** Each language says in its own words who is the first. */
        private void ranks(Said said) {
            var ranks = Claims.ranks(said.text());
            if (site.versions()
                    .isTranslated(
                            said,
                            original -> ranks.size() <= Claims.ranks(original).size())) return;
            ranks.stream().filter(rank -> !evidence.hasWords(rank)).forEach(rank -> add("invented-rank", said, rank));
        }

        /** The same figure of the same things, whatever they are called. */
        private boolean isTranslated(Said said, String boast) {
            var meant = Claims.meaning(boast);
            return site.versions()
                    .isTranslated(
                            said,
                            original -> Claims.boasts(original).stream()
                                    .map(Claims::meaning)
                                    .anyMatch(meant::equals));
        }

        void call(Said said, String digits) {
            var isWithheld = isWithheld(
                    said,
                    Optional.of(digits).filter(evidence.withheld()::hasNumber),
                    Optional.of(digits).filter(evidence.overruled()::hasNumber));
            if (!isWithheld) number(said, digits);
        }

        void letter(Said said, String email) {
            var isWithheld = isWithheld(
                    said,
                    Optional.of(email).filter(evidence.withheld()::hasEmail),
                    Optional.of(email).filter(evidence.overruled()::hasEmail));
            if (!isWithheld) email(said, email);
        }

        /** Says so; what was overruled is worth a warning only. */
        private boolean isWithheld(Said said, Optional<String> byPerson, Optional<String> byOther) {
            byPerson.ifPresent(claim -> add("withheld", said, claim));
            if (byPerson.isPresent()) return true;
            byOther.ifPresent(claim -> findings.add(warning("overruled", said.page(), said.text())
                    .at(pointers.of(said.text()))
                    .with(Map.of("claim", claim))));
            return false;
        }

        void email(Said said, String email) {
            if (!evidence.hasEmail(email)) add("invented-email", said, email);
        }

        void number(Said said, String digits) {
            if (digits.length() < SHORTEST_NUMBER && !said.text().contains("tel")) return;
            if (!evidence.hasNumber(digits))
                add(digits.length() < COMPANY_NUMBER ? "invented-phone" : "invented-number", said, digits);
        }

        /** A map is a way to show the address, not somebody's site. */
        void foreign(Said said, String href) {
            var host = Links.host(href);
            if (!host.equals(MAP) && !evidence.mentions(host))
                findings.add(blocking("foreign-link", said.page(), said.text()).with(Map.of("href", href)));
        }

        private void add(String code, Said said, String claim) {
            findings.add(blocking(code, said.page(), said.text())
                    .at(pointers.of(said.text()))
                    .with(Map.of("claim", claim)));
        }
    }
}
