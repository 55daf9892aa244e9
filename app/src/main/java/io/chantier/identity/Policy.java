package io.chantier.identity;

import java.util.Set;

/** Who may use a route. Whose things they then see is decided by the repositories, which take a team. */
public enum Policy {

    /** Everybody, signed in or not. */
    OPEN(Role.values()),

    /** Whoever is signed in. */
    SIGNED_IN(Role.values()),

    /** Whoever is signed in themselves, and not with a token that was made for a program. */
    IN_PERSON(Role.values()),

    /** To look at the team's things. */
    READ(Role.OPERATOR, Role.OWNER, Role.ADMIN, Role.EDITOR, Role.BILLING, Role.VIEWER),

    /** To make, change, publish and retry. */
    EDIT(Role.OPERATOR, Role.OWNER, Role.ADMIN, Role.EDITOR),

    /** To archive and delete, to add and disable members. */
    MANAGE(Role.OPERATOR, Role.OWNER, Role.ADMIN),

    /** The settings of the installation. */
    OPERATE(Role.OPERATOR);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable
    private final Set<Role> roles;

    Policy(Role... roles) {
        this.roles = Set.of(roles);
    }

    public boolean isOpen() {
        return this == OPEN;
    }

    public boolean allows(Role role) {
        return roles.contains(role);
    }

    /** An operator of the installation may do what its policy says, besides what their role in the team allows. */
    public boolean allows(Caller caller) {
        if (this == IN_PERSON && !caller.inPerson()) return false;
        return allows(caller.role()) || (caller.operator() && allows(Role.OPERATOR));
    }
}
