package io.chantier.ingress;

import io.chantier.values.Slug;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The sites that a server of its own answers for; brought as a bean by the module that knows it. A proxy in front of us leads
 * their visitors there (see {@link RoutedSites}); whoever comes to our edge is passed on by it.
 */
public interface HostedSites {

    /** Answers by few queries, however many sites there are. */
    List<Hosted> all();

    /** Empty where nobody hosts this one. */
    Optional<Hosted> of(UUID site);

    /**
     * One site.
     *
     * @param server gets the request with the host name that the visitor typed
     */
    record Hosted(UUID site, Slug slug, Upstream server, Standing standing) {}

    /** What a visitor is to see. */
    enum Standing {
        ONLINE,
        SUSPENDED,
        ARCHIVED
    }
}
