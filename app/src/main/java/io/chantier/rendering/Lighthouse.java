package io.chantier.rendering;

import io.chantier.storage.Release;
import java.net.URI;
import java.util.Map;

/** Looks at the home page of a release, as on a telephone. */
public interface Lighthouse {

    /** Whether everything is here that it needs. */
    boolean isInstalled();

    /**
     * Looks at a release.
     *
     * @param address under which its pages know themselves
     * @param least a lower score is settled by looking twice more
     */
    Look at(Release release, URI address, int least);

    /** What became of a look. */
    sealed interface Look {

        /**
         * @param version of Lighthouse
         * @param scores by category, 0 to 100
         */
        record Taken(String version, Map<String, Integer> scores) implements Look {}

        /** Somebody else needs the browser just now. */
        record Busy() implements Look {}

        /** Nothing was measured. */
        record NotRun(String why) implements Look {}
    }
}
