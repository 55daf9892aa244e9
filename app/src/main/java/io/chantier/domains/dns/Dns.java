package io.chantier.domains.dns;

import java.time.Duration;
import java.util.List;

/** Asks the resolvers of this installation. Never throws for what a server does, and answers within ten seconds. */
@FunctionalInterface
public interface Dns {

    /** @param name in lower-case punycode; may begin with labels that no host has, such as {@code _chantier} */
    Answer ask(String name, Type type);

    /** The kinds of records that are asked for. */
    enum Type {
        A,
        AAAA,
        CNAME,
        NS,
        CAA,
        TXT
    }

    /**
     * One record.
     *
     * @param name whose record it is; another than was asked for at the end of a chain of aliases
     * @param value as a zone file has it, without a dot at the end; a TXT record's strings joined and without quotes
     */
    record Rr(String name, Type type, String value, Duration ttl) {}

    /** What came back. */
    sealed interface Answer {

        /** @param records the aliases that led there first, in their order */
        record Found(List<Rr> records) implements Answer {
            public Found {
                records = List.copyOf(records);
            }
        }

        record NoSuchName() implements Answer {}

        /** The name is there, but has no record of that kind. */
        record NoSuchRecord() implements Answer {}

        /** Aliases lead round in a circle, or further than anybody follows. */
        record Looping() implements Answer {}

        /** The answer is one to another question, or makes no sense. */
        record Lying(String what) implements Answer {}

        record Unreachable(Reason reason) implements Answer {}
    }

    /** Why nobody answered. */
    enum Reason {
        TIMEOUT,
        SERVER_FAILURE,
        REFUSED,
        NETWORK
    }
}
