package io.chantier.benches.servers;

import java.time.LocalDate;

/**
 * What a site takes up, in MB, as it was told last on that day, and what was asked of it until then. What nobody told on a day is
 * zero.
 *
 * @param files of its visitors and of its users together
 * @param requests of visitors and programs
 * @param jobs in the background
 * @param milliseconds that its bench worked for both
 */
public record Usage(
        LocalDate day, long database, long files, long backups, long requests, long jobs, long milliseconds) {

    public long total() {
        return database + files + backups;
    }
}
