package io.chantier.deployment;

import io.chantier.deployment.PublishedSites.State;
import io.chantier.ingress.Naming;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Started;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.KindAddresses;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import io.chantier.storage.ReleasePointers;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What can be done with releases of a site: put online, check, roll back, suspend, take offline, show unlisted. */
public class Deployments implements KindAddresses {

    private final Publisher edge;
    private final Elsewhere elsewhere;
    private final Verifier verifier;
    private final PublishedSites sites;
    private final ReleasePointers pointers;
    private final Naming names;

    public Deployments(
            Publisher edge,
            Elsewhere elsewhere,
            Verifier verifier,
            PublishedSites sites,
            ReleasePointers pointers,
            Naming names) {
        this.edge = edge;
        this.elsewhere = elsewhere;
        this.verifier = verifier;
        this.sites = sites;
        this.pointers = pointers;
        this.names = names;
    }

    /** Publishes on our edge and, where the site has a place elsewhere, there; the result is the address. */
    public StepOutcome publish(Site site, Digest release, Publisher.Notes notes) {
        if (history(site).isEmpty()) elsewhere.choose(site);
        var here = edge.publish(site, release, notes);
        if (!(here instanceof Publication.Live)) return here.outcome();
        return elsewhere
                .of(site)
                .<Publication>map(remote -> remote.publish(site, release, notes))
                .orElse(here)
                .outcome();
    }

    /**
     * Serves a release that was served before, at once on our own edge; a place elsewhere follows.
     */
    public Switched switchTo(Site site, Digest release) {
        return switch (edge.publish(site, release, Publisher.Notes.NONE)) {
            case Publication.Live _ -> new Switched.Done(elsewhere.settle(site).map(Started::job));
            case Publication.Underway _ -> throw new IllegalStateException("Our own edge needs no time");
            case Publication.Refused(var why) -> new Switched.Failed(why);
            case Publication.Unreachable(var why, var _) -> new Switched.Failed(why);
        };
    }

    /** How a switch on our own edge ended. */
    public sealed interface Switched {

        /** @param following the job that brings another server in line; empty where the site is on our edge alone */
        record Done(Optional<JobId> following) implements Switched {}

        record Failed(Failure why) implements Switched {}
    }

    /** Looks at the site from outside; what is not seen there is taken back to the last good release. */
    public StepOutcome verify(Site site) {
        return switch (look(site)) {
            case Verification.Seen seen -> {
                pointers.current(site.team(), site.id().value())
                        .ifPresent(
                                now -> pointers.confirm(site.team(), site.id().value(), now.version()));
                yield StepOutcome.done(seen.marker());
            }
            case Verification.NotSeen(var why) -> {
                takeBack(site);
                yield new StepOutcome.Failed(why);
            }
        };
    }

    /**
     * One look at the site where visitors find it; nothing follows from it. A server that has not yet followed to the
     * newest release shows the site all the same.
     */
    public Verification glance(Site site) {
        return elsewhere
                .of(site)
                .map(remote -> verifier.glance(site, remote.sightOf(site), elsewhere.shown(site)))
                .orElseGet(() -> verifier.glance(site));
    }

    private Verification look(Site site) {
        var here = verifier.verify(site);
        var remote = elsewhere.of(site);
        if (remote.isEmpty() || here instanceof Verification.NotSeen) return here;
        return switch (verifier.verify(site, remote.get().sightOf(site))) {
            case Verification.Seen seen -> seen;
            case Verification.NotSeen(var why) ->
                new Verification.NotSeen(remote.get().complaintAbout(site).orElse(why));
        };
    }

    /** Undoes a publishing: back to the last release that was seen from outside, or offline. */
    public void takeBack(Site site) {
        pointers.returnToGood(site.team(), site.id().value());
        elsewhere.settle(site);
    }

    public void withdraw(Site site) {
        edge.withdraw(site);
        elsewhere.withdraw(site);
        elsewhere.settle(site);
    }

    public void suspend(Site site) {
        sites.set(site, State.SUSPENDED);
        elsewhere.settle(site);
    }

    /** Takes the site and its preview offline, also where a publishing is just under way. */
    public void archive(Site site) {
        sites.set(site, State.ARCHIVED);
        elsewhere.settle(site);
    }

    /** Ends a suspension or an archiving of a site that was online. */
    public void resume(Site site) {
        sites.set(site, State.LIVE);
        elsewhere.settle(site);
    }

    /** Ends the archiving of a site that was never online: only its preview is there again. */
    public void resumeOffline(Site site) {
        sites.leaveOpen(site);
    }

    /** Shows a release under the site's unlisted address. */
    public URI preview(Site site, Digest release) {
        return names.now().preview(sites.preview(site, release));
    }

    /** Shows a release under an unlisted address of its own; the same showing keeps its address. */
    public void show(Site site, UUID showing, Digest release) {
        sites.show(site, showing, release);
    }

    public Optional<URI> showingOf(Site site, UUID showing) {
        return sites.showingOf(site, showing).map(token -> names.now().preview(token));
    }

    public void hide(Site site, UUID showing) {
        sites.hide(site, showing);
    }

    /** What the site served, newest first. */
    public List<ReleasePointers.Publication> history(Site site) {
        return pointers.history(site.team(), site.id().value());
    }

    public Optional<Digest> served(Site site) {
        return pointers.current(site.team(), site.id().value()).map(ReleasePointers.Pointer::release);
    }

    /** What stands under the site's unlisted address, else what it serves. */
    public Optional<Digest> shown(Site site) {
        return sites.previewed(site).or(() -> served(site));
    }

    /** The same of these sites of a team, in one question; without those that have no unlisted address. */
    public List<ShownRelease> shown(TeamId team, Collection<SiteId> asked) {
        return sites.shown(team, asked);
    }

    /** The same of every team's sites, without those that are archived. */
    public List<ShownRelease> shownOfAllTeams() {
        return sites.shown();
    }

    @Override
    public SiteKind kind() {
        return SiteKind.SHOWCASE;
    }

    @Override
    public URI of(Site site) {
        return edge.addressOf(site);
    }

    @Override
    public Map<SiteId, URI> of(Collection<Site> many) {
        return edge.addressesOf(many);
    }

    @Override
    public Set<String> lasting(Site site) {
        return Set.of(names.now().site(site.slug()).getHost());
    }

    @Override
    public Optional<URI> previewOf(Site site) {
        return sites.previewOf(site).map(token -> names.now().preview(token));
    }

    @Override
    public Map<SiteId, URI> previewsOf(TeamId team, Collection<SiteId> asked) {
        var addresses = names.now();
        return sites.previewsOf(team, asked).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, preview -> addresses.preview(preview.getValue())));
    }
}
