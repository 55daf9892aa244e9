package io.chantier.generation;

import io.chantier.metering.Estimates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Writes the data files of a showcase site, in steps that can each be repeated: nothing outside an answer changes. An
 * author says only what the assignment's source or wishes say; what it writes is examined by the gate like anybody's work.
 * Each step throws {@link InterruptedException} when its worker ends; a helper process, if any, is gone by then.
 */
public interface Author {

    /** What this author is called in settings and in the log: {@code offline}, {@code claude}. */
    String name();

    /** Whether it reads before it writes and repairs afterwards; each of these costs. */
    boolean asksModel();

    /**
     * What its steps will ask models for, by the settings of now, to tell beforehand what a site costs; empty where it asks
     * none. {@link #repair} stands for one round.
     */
    List<Estimates.Planned> plan();

    /** Reads the source. The answer is only for its own later steps; empty where there is nothing to prepare. */
    Writing study(Assignment assignment, Errand errand) throws InterruptedException;

    /**
     * Writes the whole site.
     *
     * @param study what {@link #study} answered
     */
    Writing write(Assignment assignment, SortedMap<String, byte[]> study, Errand errand) throws InterruptedException;

    /** Adapts colours and look of what was written; answers all files. */
    Writing design(
            Assignment assignment, SortedMap<String, byte[]> study, SortedMap<String, byte[]> files, Errand errand)
            throws InterruptedException;

    /**
     * Mends what the gate found; answers all files.
     *
     * @param complaints what is wrong, with page and excerpt, one line each, in English
     */
    Writing repair(Assignment assignment, SortedMap<String, byte[]> files, List<String> complaints, Errand errand)
            throws InterruptedException;

    /** What translating a site of usual size into one further language asks a model for; empty where it cannot translate. */
    Optional<Estimates.Planned> planTranslation();

    /**
     * Translates what has no translation yet, or another than its main text wants now; what a person translated stays.
     *
     * @param files of the newest revision
     * @param language into which
     * @param alts what the site's pictures show in its main language, by their ids
     * @param paid gets what was translated so far as often as there is more, so that it is never bought twice
     * @return of the files only that of the language, with what was translated now
     */
    Writing translate(
            SortedMap<String, byte[]> files,
            String language,
            Map<String, String> alts,
            Errand errand,
            Consumer<SortedMap<String, byte[]>> paid)
            throws InterruptedException;

    /** What {@link #craft} will ask a model for; empty where it asks none. */
    default List<Estimates.Planned> planOfCraft() {
        return List.of();
    }

    /**
     * Changes one component for one site; answers the files that may be edited, as they are to be. Whether they are safe,
     * and compile, is for others to see.
     */
    default Writing craft(Workpiece piece, Errand errand) throws InterruptedException {
        return new Writing.Stopped(new TreeMap<>(), name(), "change-needs-model", Map.of());
    }

    /**
     * Says what would have to be changed of the data for a wish; changes nothing.
     *
     * @param files of the revision that the proposal is for
     */
    Proposal propose(Assignment assignment, SortedMap<String, byte[]> files, Wish wish, Errand errand)
            throws InterruptedException;
}
