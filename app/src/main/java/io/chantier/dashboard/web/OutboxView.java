package io.chantier.dashboard.web;

import java.time.Instant;

/** Letters as the outbox shows them. */
public final class OutboxView {

    private OutboxView() {}

    public record Line(String id, String to, String subject, Instant at) {}

    public record Letter(Line line, String text) {}
}
