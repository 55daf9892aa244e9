package io.chantier.checks;

import java.util.List;

/** One thing that a site has to be. */
interface Check {

    List<Finding> examine(Examined site);

    /** Whether it compares pages, so that it says nothing of some of them alone. */
    default boolean needsEveryPage() {
        return false;
    }

    /** Whether it looks at nothing but bytes, so that it may run beside the others. */
    default boolean isApart() {
        return false;
    }
}
