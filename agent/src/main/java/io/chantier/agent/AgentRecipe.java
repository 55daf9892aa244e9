package io.chantier.agent;

import io.chantier.jobs.Recipe;

/**
 * A kind of job that the contract names. Its steps carry the contract's names, by which the asker knows them; one whose
 * name begins with a dot is the agent's own and is not told.
 */
interface AgentRecipe extends Recipe {

    /** The end of the name of a step that the contract has twice in a job; it is not told. */
    String AGAIN = " .again";

    /** The name of the job in the contract, such as {@code New Site}. */
    String name();

    /** The call that a pending job shows as its data. */
    String function();

    /** Whether the job answers what its last step did; most answer nothing. */
    default boolean tellsItsLastResult() {
        return false;
    }
}
