package io.chantier.lifecycle;

/** How soon an order is to be taken up: what was ordered for many sites at once lets a single one pass. */
public enum Urgency {
    ONE(0),
    MANY(-10),
    /** What nobody waits for. */
    BEHIND(-20);

    private final int priority;

    Urgency(int priority) {
        this.priority = priority;
    }

    int priority() {
        return priority;
    }
}
