package io.chantier.ingress;

/** The names as they are given out at this moment; the operator may change the domain at any time. */
@FunctionalInterface
public interface Naming {

    Addresses now();

    /** Which domain the operator has chosen; brought as a bean by a module that knows the settings. */
    @FunctionalInterface
    interface ChosenDomain {
        String domain();
    }
}
