package io.chantier.protocol;

/** The answer of every route that starts a job: its number on this agent. */
public record JobCreated(long job) {}
