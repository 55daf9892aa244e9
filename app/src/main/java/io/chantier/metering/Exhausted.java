package io.chantier.metering;

/**
 * Nothing is left.
 *
 * @param which the first limit that is reached
 * @param spentMicroUsd what counts against it, others' reservations included
 */
public record Exhausted(Limit which, long spentMicroUsd, long limitMicroUsd) implements Allowance, Reservation {}
