package io.chantier.editing;

/**
 * Two people wrote different things in the same place.
 *
 * @param at where it stands now; where it stood when it is gone
 * @param theirs what somebody else wrote meanwhile; empty when they took it away
 */
public record Conflict(Pointer at, Typed.Entry.Form form, boolean isGone, String theirs, String mine) {}
