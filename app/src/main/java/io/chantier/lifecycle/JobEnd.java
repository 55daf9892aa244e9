package io.chantier.lifecycle;

import io.chantier.jobs.Job;
import io.chantier.sites.Site;

/** Hears when a job that made or changed a site is over. Every replica is told, and more than once. */
@FunctionalInterface
public interface JobEnd {

    void over(Site site, Job job);
}
