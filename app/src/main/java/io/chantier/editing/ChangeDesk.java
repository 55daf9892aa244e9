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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where the author finds what people ask for, and leaves what it proposes. */
@Component
class ChangeDesk implements Requests {

    private final ChangeRows rows;
    private final Scrutiny scrutiny;
    private final SiteVideos videos;
    private final Forecast forecast;
    private final ApplicationEventPublisher events;

    ChangeDesk(
            ChangeRows rows,
            Scrutiny scrutiny,
            SiteVideos videos,
            Forecast forecast,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.scrutiny = scrutiny;
        this.videos = videos;
        this.forecast = forecast;
        this.events = events;
    }

    @Override
    public Optional<Wish> find(Site site, UUID request) {
        return open(site, request).map(asked -> {
            var place = asked.place();
            var films = videos.of(site).stream()
                    .map(video -> new Wish.Film(video.id(), video.label()))
                    .toList();
            return new Wish(asked.words(), place == null ? "" : place.toString(), asked.microUsd(), films);
        });
    }

    @Override
    @Transactional
    public Optional<Failure> proposed(Site site, UUID request, Basis seen, String author, Proposal.Proposed proposal) {
        var asked = open(site, request);
        if (asked.isEmpty()) return Optional.empty();
        var paid = proposal.cost().microUsd();
        var why = switch (scrutiny.judge(seen.files(), proposal.operations(), asked.get())) {
            case Judged.Refused(var refused) -> Optional.of(refused);
            case Judged.Fit(var _, var _, var after) -> foreseen(site, seen, after, asked.get());
        };
        why.ifPresentOrElse(
                refused -> rows.failed(site, request, refused, paid),
                () -> rows.proposed(
                        site,
                        request,
                        new Change.Offer(seen.revision(), author, proposal.summary(), proposal.operations(), paid)));
        tell(site, request);
        return why;
    }

    /** Who asks for themselves reads the gate's findings themselves; on an errand nobody is bothered with what cannot pass. */
    private Optional<Failure> foreseen(Site site, Basis seen, Draft after, Change.Request asked) {
        return asked.errand() == null ? Optional.empty() : forecast.of(site, seen, after, asked.words());
    }

    @Override
    @Transactional
    public void failed(Site site, UUID request, Failure why) {
        rows.failed(site, request, why, 0);
        tell(site, request);
    }

    @EventListener
    @Transactional
    void forget(SiteEvent.Deleted event) {
        rows.forget(event.site());
    }

    private Optional<Change.Request> open(Site site, UUID request) {
        return rows.find(site, request)
                .filter(change -> change.state() == State.ASKED || change.state() == State.FAILED)
                .map(change -> change.asked().request());
    }

    private void tell(Site site, UUID request) {
        rows.find(site, request).ifPresent(change -> events.publishEvent(new Change.Moved(site, change)));
    }
}
