package io.chantier.identity;

/** What a member is to a team. {@code OPERATOR} is the operator of the whole installation. */
public enum Role {
    OPERATOR,
    OWNER,
    ADMIN,
    EDITOR,
    BILLING,
    VIEWER,
    CLIENT
}
