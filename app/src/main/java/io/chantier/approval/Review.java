package io.chantier.approval;

import io.chantier.identity.Caller;
import io.chantier.identity.Role;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.TeamId;
import io.chantier.web.Visitor;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** One person's link to one site. */
public record Review(UUID id, TeamId team, SiteId site, Person person, Grant grant, Shown shown, Span span) {

    /**
     * Whom the link is for.
     *
     * @param email empty where it is not known
     * @param language in which they read
     */
    public record Person(String name, String email, String language) {

        public Locale locale() {
            return Locale.of(language);
        }

        /** Where a letter goes: the address, else the name. */
        String recipient() {
            return email.isEmpty() ? name : email;
        }
    }

    /**
     * What they may do.
     *
     * @param authorMicros what the author may cost when it answers their comments by itself, all of them together, in
     *     millionths of a dollar; 0 where it waits until somebody of the agency hands one over
     */
    public record Grant(Set<Right> rights, long authorMicros) {}

    /**
     * What they see until somebody shows them something else.
     *
     * @param number of the revision, as people call it
     * @param release what would be online if they agreed
     */
    public record Shown(String revision, int number, Digest release, Instant since) {}

    /** @param expired the link works no longer */
    public record Span(String madeBy, Instant createdAt, Instant expiresAt, boolean expired) {}

    public Set<Right> rights() {
        return grant.rights();
    }

    public boolean may(Right right) {
        return grant.rights().contains(right);
    }

    /** The person as whoever does something, in audit trail, revisions and provenance. */
    public Caller asCaller() {
        var taste = new Visitor.Taste(person.locale(), null);
        return new Caller(id, person.name(), team, Role.CLIENT, false, taste, false);
    }
}
