package io.chantier.sites;

import java.util.UUID;

/** Names a site inside the system; people and addresses use its slug. */
public record SiteId(UUID value) {

    /** Before the site in the subject of a job that changes nothing of it and keeps no other job waiting. */
    private static final String BEHIND = "behind:";

    /** @param subject of a job, or the id alone */
    public static SiteId of(String subject) {
        return new SiteId(UUID.fromString(isBehind(subject) ? subject.substring(BEHIND.length()) : subject));
    }

    public static boolean isBehind(String subject) {
        return subject.startsWith(BEHIND);
    }

    /** The subject of jobs on the site that keep no other job waiting. */
    public String behind() {
        return BEHIND + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
