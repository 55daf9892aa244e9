package io.chantier.agent;

/** A job that is another one with something around it; whatever it does not say itself, the other one says. */
interface WrappedRecipe extends AgentRecipe {

    AgentRecipe recipe();

    @Override
    default String kind() {
        return recipe().kind();
    }

    @Override
    default String name() {
        return recipe().name();
    }

    @Override
    default String function() {
        return recipe().function();
    }

    @Override
    default boolean tellsItsLastResult() {
        return recipe().tellsItsLastResult();
    }

    @Override
    default int limit() {
        return recipe().limit();
    }

    @Override
    default int tries() {
        return recipe().tries();
    }
}
