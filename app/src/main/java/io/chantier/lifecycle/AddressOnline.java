package io.chantier.lifecycle;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.PublishedTo;
import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.storage.Blobs;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Compares the address that stands in the pages that are online with the one that the site has. */
@Component
class AddressOnline {

    private static final int MOST = 200;
    private static final Pattern CANONICAL = Pattern.compile("<link rel=\"canonical\" href=\"([^\"]+)\"");

    private final Deployments deployments;
    private final PublishedTo published;
    private final Releases releases;
    private final Blobs blobs;
    private final Jobs jobs;

    AddressOnline(Deployments deployments, PublishedTo published, Releases releases, Blobs blobs, Jobs jobs) {
        this.deployments = deployments;
        this.published = published;
        this.releases = releases;
        this.blobs = blobs;
        this.jobs = jobs;
    }

    /**
     * What has to be published so that the pages name the site's address; empty where they do, and where that has just
     * been tried, so that what fails or is gone back from is not repeated for ever.
     */
    Optional<Readdressed> owed(Site site) {
        if (site.state() != SiteState.LIVE) return Optional.empty();
        var address = deployments.of(site);
        var release = deployments.served(site).filter(served -> namesAnother(served, address));
        if (release.isEmpty()) return Optional.empty();
        return revision(site, release.get())
                .map(revision -> new Readdressed(revision, address))
                .filter(owed -> !wasTried(history(site), owed));
    }

    /** Pages that name no address at all name no other one either. */
    private boolean namesAnother(Digest release, URI address) {
        return releases.find(release)
                .map(Release::files)
                .flatMap(files -> Optional.ofNullable(files.get("index.html")))
                .flatMap(home -> blobs.get(home.blob()))
                .map(html -> CANONICAL.matcher(new String(html, StandardCharsets.UTF_8)))
                .filter(found -> found.find() && !found.group(1).equals(address + "/"))
                .isPresent();
    }

    private List<Job> history(Site site) {
        return jobs.list(new Jobs.Query(site.team().value(), null, site.id().toString(), false, null, MOST));
    }

    /** Of which revision the release was made, also after a way back. */
    private Optional<String> revision(Site site, Digest release) {
        return published.jobs(site, release).stream()
                .flatMap(job -> jobs.find(new JobId(job)).stream())
                .flatMap(job -> result(job, "gate").stream())
                .findFirst();
    }

    private static boolean wasTried(List<Job> all, Readdressed owed) {
        return all.stream()
                .filter(job -> Afterchecks.PUBLISHING.contains(job.order().kind()))
                .findFirst()
                .flatMap(job -> Readdressed.of(job.order()))
                .filter(owed::equals)
                .isPresent();
    }

    private static Optional<String> result(Job job, String step) {
        return job.steps().stream()
                .filter(one -> one.name().equals(step) && one.state() == JobStep.State.DONE)
                .findFirst()
                .flatMap(one -> Optional.ofNullable(one.result()));
    }
}
