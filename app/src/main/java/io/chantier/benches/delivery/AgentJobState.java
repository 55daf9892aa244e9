package io.chantier.benches.delivery;

/** Where a job that was ordered from an agent stands. */
public enum AgentJobState {
    UNDELIVERED,
    PENDING,
    RUNNING,
    SUCCESS,
    FAILURE,

    /** The agent never got it, or could not take it. */
    DELIVERY_FAILURE;

    public boolean isOver() {
        return switch (this) {
            case UNDELIVERED, PENDING, RUNNING -> false;
            case SUCCESS, FAILURE, DELIVERY_FAILURE -> true;
        };
    }

    public boolean isFailed() {
        return isOver() && this != SUCCESS;
    }
}
