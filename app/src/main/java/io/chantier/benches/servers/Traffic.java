package io.chantier.benches.servers;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What was asked of a site on one day, added up from the lines of its bench's monitor: Frappe writes one for each request and
 * each job, with its time in UTC and how long it took in microseconds.
 */
record Traffic(long requests, long jobs, long microseconds) {

    private static final Traffic NOTHING = new Traffic(0, 0, 0);

    /** What is older was asked before anybody counted. */
    private static final Duration COUNTED = Duration.ofDays(2);

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    /** Whose it is: a site by its name on the bench, and a day in UTC. */
    record Key(String host, LocalDate day) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int byHost = host.compareTo(other.host);
            return byHost == 0 ? day.compareTo(other.day) : byHost;
        }
    }

    /** In one order, so that two replicas that write them do not wait for each other in a circle. */
    static Map<Key, Traffic> of(JsonNode lines, Instant now) {
        var sums = new TreeMap<Key, Traffic>();
        for (var line : lines) {
            var host = line.path("site").asString("");
            if (!Adoption.isHost(host)) continue;
            day(line, now).ifPresent(day -> sums.merge(new Key(host, day), of(line), Traffic::plus));
        }
        return sums;
    }

    private static Traffic of(JsonNode line) {
        long took = Math.max(0, line.path("duration").asLong(0));
        return switch (line.path("transaction_type").asString("")) {
            case "request" -> new Traffic(1, 0, took);
            case "job" -> new Traffic(0, 1, took);
            default -> NOTHING;
        };
    }

    /** What says to be of tomorrow has a clock that is off and counts for today. */
    private static Optional<LocalDate> day(JsonNode line, Instant now) {
        try {
            var at = LocalDateTime.parse(line.path("timestamp").asString(""), TIME)
                    .toInstant(ZoneOffset.UTC);
            if (at.isBefore(now.minus(COUNTED))) return Optional.empty();
            return Optional.of(LocalDate.ofInstant(at.isAfter(now) ? now : at, ZoneOffset.UTC));
        } catch (DateTimeParseException _) {
            return Optional.of(LocalDate.ofInstant(now, ZoneOffset.UTC));
        }
    }

    private Traffic plus(Traffic other) {
        return new Traffic(requests + other.requests, jobs + other.jobs, microseconds + other.microseconds);
    }

    /** Something is never nothing. */
    long milliseconds() {
        return Math.ceilDiv(microseconds, 1000);
    }
}
