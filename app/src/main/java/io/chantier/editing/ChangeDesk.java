package io.chantier.editing;

import io.chantier.editing.Change.State;
import io.chantier.editing.Scrutiny.Judged;
import io.chantier.generation.Proposal;
import io.chantier.generation.Wish;
import io.chantier.generation.Workpiece;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.Requests;
import io.chantier.rendering.Components;
import io.chantier.sites.Site;
import io.chantier.sites.SiteEvent;
import io.chantier.sites.SiteVideos;
import io.chantier.values.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where the author finds what people ask for, and leaves what it proposes. */
@Component
class ChangeDesk implements Requests {

    private static final String NEEDED = "change-needs-component";

    private final ChangeRows rows;
    private final Scrutiny scrutiny;
    private final SiteVideos videos;
    private final Components components;
    private final Forecast forecast;
    private final ApplicationEventPublisher events;

    ChangeDesk(
            ChangeRows rows,
            Scrutiny scrutiny,
            SiteVideos videos,
            Components components,
            Forecast forecast,
            ApplicationEventPublisher events) {
        this.components = components;
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
        if (why.code().equals(NEEDED))
            rows.handed(site, request, why, why.arguments().getOrDefault("reason", "?"));
        else rows.failed(site, request, why, 0);
        tell(site, request);
    }

    @Override
    public Optional<Workpiece> workpiece(Site site, UUID request, Basis seen) {
        var craft = rows.find(site, request).map(Change::craft).orElse(null);
        if (craft == null || craft.component().isEmpty()) return Optional.empty();
        return find(site, request)
                .flatMap(wish -> components
                        .part(craft.component(), seen.files())
                        .map(part -> new Workpiece(
                                new Wish(wish.words(), Workpiece.ENOUGH),
                                craft.missing(),
                                part.section(),
                                part.files(),
                                part.editable(),
                                "")));
    }

    @Override
    public Optional<Failure> objection(Workpiece piece, SortedMap<String, byte[]> edited) {
        return new ComponentScrutiny(components::has).objection(piece.files(), edited);
    }

    @Override
    @Transactional
    public void crafted(Site site, UUID request, Basis seen, String author, Made made) {
        var sources = new TreeMap<String, String>();
        made.files().forEach((path, bytes) -> sources.put(path, new String(bytes, StandardCharsets.UTF_8)));
        var digest = Digest.of(sources.toString()).value();
        rows.crafted(site, request, new Change.Made(seen.revision(), author, sources, digest, made.microUsd()));
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
