package io.chantier.ingress;

import io.chantier.values.DomainName;

/** One line of the routing table. */
public record Route(Host host, Target target, Cover cover, Rank rank) {

    /** Which names it is for. */
    public sealed interface Host {

        /** This name and no other. */
        record Exactly(DomainName name) implements Host {}

        /** Every name one label below this one. */
        record Below(DomainName parent) implements Host {}
    }

    /** What a visitor of the name gets. */
    public sealed interface Target {

        /** What the servers of this pool answer. */
        record To(Pool pool) implements Target {}

        /** The same path and query under another name. */
        record MovedTo(DomainName name, boolean encrypted) implements Target {}
    }

    /** Which certificate covers the name. We order none: this says what the proxy may do. */
    public sealed interface Cover {

        /** The one for this name and everything one label below it, proved through DNS. */
        record Wildcard(DomainName of) implements Cover {}

        /** One of its own, proved through HTTP. */
        record Own() implements Cover {}

        /** None yet: the name is served without TLS. */
        record None() implements Cover {}
    }

    /** Which line wins where a name fits several; always said, never left to the length of a rule. */
    public enum Rank {
        SITES(100),
        PREVIEWS(200),
        SITE(300),
        PLATFORM(400);

        private final int priority;

        Rank(int priority) {
            this.priority = priority;
        }

        public int priority() {
            return priority;
        }
    }
}
