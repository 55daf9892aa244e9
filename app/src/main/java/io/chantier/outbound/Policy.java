package io.chantier.outbound;

/** Whom an address comes from, and so where it may lead. */
public enum Policy {
    /** From outside or from a team: global addresses on ports 80 and 443, redirects re-checked. */
    UNTRUSTED,
    /** Set by the operator of the installation alone: anywhere but link-local and metadata, no redirects. */
    OPERATOR
}
