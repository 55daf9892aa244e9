package io.chantier.deployment.dokploy;

import io.chantier.deployment.Publication;
import io.chantier.deployment.PublishedSites;
import io.chantier.deployment.Publisher.Notes;
import io.chantier.deployment.Verification;
import io.chantier.deployment.Verifier;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.Sites;
import io.chantier.storage.ReleasePointers;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import io.chantier.web.LogText;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What has to be so on another server, made so one move at a time. */
final class Settling {

    private final Places places;
    private final DokployPublisher publisher;
    private final Wanted wanted;
    private final Verifier verifier;
    private final Sites sites;
    private final LogText texts;

    /** What our own edge answers. */
    record Wanted(PublishedSites sites, ReleasePointers pointers) {

        /** It was seen from outside: a good one to return to. */
        void confirm(Place.Key key, Digest release) {
            pointers.current(key.team(), key.site().value())
                    .filter(pointer -> pointer.release().equals(release))
                    .ifPresent(
                            pointer -> pointers.confirm(key.team(), key.site().value(), pointer.version()));
        }

        /** Whether a site's place has just this, as far as we know: also one that is offline keeps no name that was given back. */
        boolean isAt(Place place, DokployPublisher publisher) {
            return release(place.key().team(), place.key().site())
                    .map(release ->
                            place.running() && place.release().equals(Optional.of(release)) && publisher.isNamed(place))
                    .orElseGet(() -> place.app().isEmpty() || (!place.running() && publisher.isNamedIfEver(place)));
        }

        /** Empty where the site is to be offline. */
        Optional<Digest> release(TeamId team, SiteId site) {
            boolean live =
                    sites.published(site.value()).stream().anyMatch(one -> one.state() == PublishedSites.State.LIVE);
            return live ? pointers.current(team, site.value()).map(ReleasePointers.Pointer::release) : Optional.empty();
        }
    }

    Settling(Places places, DokployPublisher publisher, Wanted wanted, Verifier verifier, Sites sites, LogText texts) {
        this.places = places;
        this.publisher = publisher;
        this.wanted = wanted;
        this.verifier = verifier;
        this.sites = sites;
        this.texts = texts;
    }

    String line(String key, Map<String, String> arguments) {
        return texts.of(key, arguments);
    }

    /** Live when all is as it should be. */
    Publication settle(TeamId team, SiteId site, Notes notes) {
        Publication last = new Publication.Live(URI.create(""), 0);
        for (var place : places.of(team, site)) {
            last = switch (place.role()) {
                case LEAVING -> publisher.leaveInTime(place, notes);
                case COMING -> last;
                case CURRENT ->
                    wanted.release(team, site)
                            .map(release -> show(place, release, notes))
                            .orElseGet(() -> publisher.stop(place, notes));
            };
            if (!(last instanceof Publication.Live)) return last;
        }
        return last;
    }

    /** Live when our own edge shows the site. */
    Publication seenOnOurEdge(Site site) {
        return switch (verifier.verify(site)) {
            case Verification.Seen(var address, var _) -> new Publication.Live(address, 0);
            case Verification.NotSeen(var why) -> new Publication.Refused(why);
        };
    }

    /** What the site serves now; empty where it is offline. */
    Optional<Digest> served(Site site) {
        return wanted.release(site.team(), site.id());
    }

    /** Whether everything is as it should be already, as far as we know. */
    boolean isSettled(Place place) {
        return switch (place.role()) {
            case LEAVING -> false;
            case COMING -> true;
            case CURRENT -> wanted.isAt(place, publisher);
        };
    }

    /** Live when it was seen there. */
    Publication show(Place place, Digest release, Notes notes) {
        var outcome = publisher.publish(place, release, notes);
        var site = sites.find(place.key().team(), place.key().site());
        if (!(outcome instanceof Publication.Live) || site.isEmpty()) return outcome;
        return switch (verifier.verify(site.get(), publisher.sightOf(place))) {
            case Verification.Seen _ -> {
                wanted.confirm(place.key(), release);
                yield outcome;
            }
            case Verification.NotSeen(var why) ->
                new Publication.Refused(publisher.complaintAbout(place).orElse(why));
        };
    }
}
