package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;
import static io.chantier.checks.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.MissingNode;

/**
 * What the law of the business's country wants to be found: in France legal notices and a word on personal data, in
 * Germany, Austria and Switzerland an imprint and the same, elsewhere a way to reach the business and that word.
 */
@Component
final class LegalPages implements Check {

    private static final Set<String> NOTICE_WANTED = Set.of("FR", "DE", "AT", "CH");
    private static final Pattern NOTICE = Pattern.compile("(?iU)mentions?.l[ée]gales|legal.?notice|impressum|imprint");
    private static final Pattern PRIVACY = Pattern.compile(
            "(?iU)confidentialit|donn[ée]es.personnelles|vie.priv[ée]e|rgpd|privacy|personal.data|gdpr|datenschutz|dsgvo");
    private static final Pattern CONTACT = Pattern.compile("(?i)^(?:tel|mailto):.*");

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        var home = site.pages().get("/");
        if (home == null) return findings;
        var country = country(site);
        var args = Map.of("country", country);
        if (NOTICE_WANTED.contains(country) && !isSomewhere(site, NOTICE))
            findings.add(blocking("legal-missing", "/", "").with(args));
        if (!NOTICE_WANTED.contains(country) && !isReachable(site)) findings.add(warning("contact-missing", "/", ""));
        boolean isPrivacyTold = site.pages().values().stream()
                .anyMatch(page -> PRIVACY.matcher(page.text()).find());
        if (!isPrivacyTold) findings.add(warning("privacy-missing", "/", "").with(args));
        return findings;
    }

    @Override
    public boolean needsEveryPage() {
        return true;
    }

    /** Where the business does not say its country, its language does. */
    private static String country(Examined site) {
        var business = site.json().getOrDefault(Examined.SITE, MissingNode.getInstance());
        var said = business.path("contact").path("address").path("country").asString("");
        if (!said.isEmpty()) return said;
        return switch (business.path("language").asString("")) {
            case "fr" -> "FR";
            case "de" -> "DE";
            default -> "";
        };
    }

    private static boolean isSomewhere(Examined site, Pattern name) {
        return site.pages().entrySet().stream()
                .anyMatch(page -> name.matcher(page.getKey().replace('-', ' ') + " "
                                + page.getValue().title() + " "
                                + page.getValue().select("h1").text())
                        .find());
    }

    private static boolean isReachable(Examined site) {
        return site.pages().values().stream()
                .flatMap(page -> page.select("a[href]").stream())
                .anyMatch(link -> CONTACT.matcher(link.attr("href")).matches());
    }
}
