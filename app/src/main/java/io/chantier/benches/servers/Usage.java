package io.chantier.benches.servers;

import java.time.LocalDate;

/**
 * What a site takes up, in MB, as it was told last on that day.
 *
 * @param files of its visitors and of its users together
 */
public record Usage(LocalDate day, long database, long files, long backups) {

    public long total() {
        return database + files + backups;
    }
}
