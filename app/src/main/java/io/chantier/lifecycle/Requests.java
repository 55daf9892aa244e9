package io.chantier.lifecycle;

import io.chantier.generation.Proposal;
import io.chantier.generation.Wish;
import io.chantier.generation.Workpiece;
import io.chantier.jobs.Failure;
import io.chantier.reading.Source;
import io.chantier.sites.Site;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** What people ask the author to change, in plain words; brought by the module that keeps it and shows the answers. */
public interface Requests {

    /** Empty where nobody waits for an answer any more. */
    Optional<Wish> find(Site site, UUID request);

    /**
     * Keeps a proposal for a person to look at.
     *
     * @param seen the revision that it is for
     * @param author who proposes it
     * @return why it is not even to be looked at; empty where it was kept
     */
    Optional<Failure> proposed(Site site, UUID request, Basis seen, String author, Proposal.Proposed proposal);

    /** The component that an operator wants the author to change; empty where nobody waits for it any more. */
    Optional<Workpiece> workpiece(Site site, UUID request, Basis seen);

    /** Why what the author made is not even to be compiled; empty where nothing is to be said against it. */
    Optional<Failure> objection(Workpiece piece, SortedMap<String, byte[]> edited);

    /**
     * Keeps a component that compiles, for an operator to read.
     *
     * @param seen the revision that it is for
     * @param made the files that differ, and what they cost
     */
    void crafted(Site site, UUID request, Basis seen, String author, Made made);

    record Made(SortedMap<String, byte[]> files, long microUsd) {}

    /** There is no proposal, and there will be none by itself. */
    void failed(Site site, UUID request, Failure why);

    /** What the author is to change. */
    enum Kind {
        DATA,
        COMPONENT
    }

    /**
     * What a proposal is for.
     *
     * @param source what is known of the business
     */
    record Basis(String revision, SortedMap<String, byte[]> files, Source source) {}
}
