package io.chantier.approval;

import io.chantier.identity.Account;
import io.chantier.identity.Accounts;
import io.chantier.identity.Member;
import io.chantier.identity.Members;
import io.chantier.identity.Outbox;
import io.chantier.identity.Outbox.Letter;
import io.chantier.identity.Settings;
import io.chantier.sites.Site;
import io.chantier.values.Secret;
import io.chantier.web.Words;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Writes to clients and to those who manage the team. The outbox is read by the whole team, and its database is no place
 * for a secret: the letter that is kept there has no link in it.
 */
@Component
class ReviewLetters {

    private final Settings settings;
    private final Outbox outbox;
    private final Words words;
    private final Members members;
    private final Accounts accounts;

    ReviewLetters(Settings settings, Outbox outbox, Words words, Members members, Accounts accounts) {
        this.settings = settings;
        this.outbox = outbox;
        this.words = words;
        this.members = members;
        this.accounts = accounts;
    }

    URI link(Secret token) {
        return settings.publicUrl().resolve("/review/" + token.reveal());
    }

    /** Keeps the letter that asks somebody to look, and returns it as it has to reach them. */
    Letter invite(Site site, Review review, URI link) {
        var language = review.person().locale();
        var withheld = words.say(language, "letter.review.withheld");
        var said = Map.of(
                "reader", review.person().name(),
                "site", site.name(),
                "installation", settings.name(),
                "until", Dates.day(review.span().expiresAt(), language),
                "link", withheld);
        var kept = write(site, review.person().recipient(), language, "letter.review", said);
        return new Letter(
                kept.team(), kept.recipient(), kept.subject(), kept.body().replace(withheld, link.toString()));
    }

    /** The receipt for who agreed, and the same for those who manage the team. */
    void receipt(Site site, Review review, Approval approval) {
        var person = review.person();
        var said = Map.of(
                "reader", person.name(),
                "person", person.name(),
                "site", site.name(),
                "installation", settings.name(),
                "number", String.valueOf(approval.number()),
                "digest", approval.release().value());
        write(
                site,
                person.recipient(),
                person.locale(),
                "letter.approved",
                with(said, "at", approval, person.locale()));
        tellManagers(site, "letter.approvedToTeam", said, approval);
    }

    /** Something keeps what a client agreed to from being published. */
    void held(Site site, Approval approval) {
        tellManagers(site, "letter.held", Map.of("person", approval.person(), "site", site.name()), approval);
    }

    private void tellManagers(Site site, String key, Map<String, String> said, Approval approval) {
        for (var member : members.managers(site.team())) {
            var language = language(member);
            var own = new HashMap<>(with(said, "at", approval, language));
            own.put("reader", member.name());
            write(site, recipient(member), language, key, own);
        }
    }

    private static Map<String, String> with(Map<String, String> said, String name, Approval approval, Locale language) {
        var all = new HashMap<>(said);
        all.put(name, Dates.moment(approval.at(), language));
        return all;
    }

    private Letter write(Site site, String recipient, Locale language, String key, Map<String, String> said) {
        var letter = new Letter(
                site.team(),
                recipient,
                words.say(language, key + ".subject", said),
                words.say(language, key + ".body", said));
        return outbox.write(letter, site.id().toString());
    }

    private Locale language(Member member) {
        return accounts.find(member.account())
                .map(Account::locale)
                .map(Words::nearest)
                .orElse(Words.LANGUAGES.getFirst());
    }

    private static String recipient(Member member) {
        return Optional.of(member.name()).filter(name -> !name.isBlank()).orElse(member.login());
    }
}
