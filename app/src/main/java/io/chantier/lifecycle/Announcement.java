package io.chantier.lifecycle;

import io.chantier.identity.Account;
import io.chantier.identity.Accounts;
import io.chantier.identity.Audit;
import io.chantier.identity.Member;
import io.chantier.identity.Members;
import io.chantier.identity.Outbox;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.web.Words;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells that a site is online: in its history, and by a letter to those who manage its team. */
@Component
class Announcement {

    private static final String LIVE = "site.live";
    private static final int RECENT = 50;

    private final Audit audit;
    private final Members members;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Words words;

    Announcement(Audit audit, Members members, Accounts accounts, Outbox outbox, Words words) {
        this.audit = audit;
        this.members = members;
        this.accounts = accounts;
        this.outbox = outbox;
        this.words = words;
    }

    /** Told once for a job, also when its step is run again because its record was lost. */
    @Transactional
    void isLive(Site site, String address, String job) {
        if (isTold(site, job)) return;
        var details = Map.of("slug", site.slug().value(), "address", address, "job", job);
        audit.write(site.team(), LIVE, site.id().toString(), details);
        for (var member : members.managers(site.team()))
            outbox.write(letter(member, site, address), site.id().toString());
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        outbox.forget(event.site().team(), event.site().id().toString());
    }

    private boolean isTold(Site site, String job) {
        return audit.list(site.team(), site.id().toString(), null, RECENT).items().stream()
                .anyMatch(event -> event.action().equals(LIVE)
                        && job.equals(event.details().get("job")));
    }

    private Outbox.Letter letter(Member to, Site site, String address) {
        var language = accounts.find(to.account())
                .map(Account::locale)
                .map(Words::nearest)
                .orElse(Words.LANGUAGES.getFirst());
        var said = Map.of("reader", to.name(), "site", site.name(), "address", address);
        return new Outbox.Letter(
                site.team(),
                Optional.of(to.name()).filter(name -> !name.isBlank()).orElse(to.login()),
                words.say(language, "letter.live.subject", said),
                words.say(language, "letter.live.body", said));
    }
}
