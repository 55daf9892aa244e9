package io.chantier.editing;

import io.chantier.editing.Change.State;
import io.chantier.editing.Scrutiny.Judged;
import io.chantier.generation.Proposal;
import io.chantier.generation.Wish;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.Requests;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteVideos;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where the author finds what people ask for, and leaves what it proposes. */
@Component
class ChangeDesk implements Requests {

    private final ChangeRows rows;
    private final Scrutiny scrutiny;
    private final SiteVideos videos;

    ChangeDesk(ChangeRows rows, Scrutiny scrutiny, SiteVideos videos) {
        this.rows = rows;
        this.scrutiny = scrutiny;
        this.videos = videos;
    }

    @Override
    public Optional<Wish> find(Site site, UUID request) {
        return rows.find(site, request)
                .filter(change -> change.state() == State.ASKED || change.state() == State.FAILED)
                .map(change -> new Wish(
                        change.asked().words(),
                        change.asked().microUsd(),
                        videos.of(site).stream()
                                .map(video -> new Wish.Film(video.id(), video.label()))
                                .toList()));
    }

    @Override
    @Transactional
    public Optional<Failure> proposed(Site site, UUID request, Basis seen, String author, Proposal.Proposed proposal) {
        var wish = find(site, request).map(Wish::words).orElse("");
        var paid = proposal.cost().microUsd();
        return switch (scrutiny.judge(seen.files(), proposal.operations(), wish)) {
            case Judged.Refused(var why) -> {
                rows.failed(site, request, why, paid);
                yield Optional.of(why);
            }
            case Judged.Fit _ -> {
                var offer = new Change.Offer(seen.revision(), author, proposal.summary(), proposal.operations(), paid);
                rows.proposed(site, request, offer);
                yield Optional.empty();
            }
        };
    }

    @Override
    @Transactional
    public void failed(Site site, UUID request, Failure why) {
        rows.failed(site, request, why, 0);
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        rows.forget(event.site());
    }
}
