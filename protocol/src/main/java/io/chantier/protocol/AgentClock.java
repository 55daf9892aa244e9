package io.chantier.protocol;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Times and durations as Python prints them: naive local times with six digits, durations of jobs and steps as
 * {@code 00:00:01.916008}, of commands as {@code 0:00:00.022804}; where the fraction is zero it may be missing.
 */
public final class AgentClock {

    private static final DateTimeFormatter WRITE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+) days?, )?(\\d+):(\\d{2}):(\\d{2})(?:\\.(\\d{1,6}))?");

    private AgentClock() {}

    /** A local time as the contract writes it. */
    public static String written(LocalDateTime time) {
        return WRITE.format(time);
    }

    static Duration duration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("Not a duration: '" + text + "'");
        }
        long days = match.group(1) == null ? 0 : Long.parseLong(match.group(1));
        var fraction = match.group(5) == null ? "0" : match.group(5);
        long micros = Long.parseLong((fraction + "000000").substring(0, 6));
        return Duration.ofDays(days)
                .plusHours(Long.parseLong(match.group(2)))
                .plusMinutes(Long.parseLong(match.group(3)))
                .plusSeconds(Long.parseLong(match.group(4)))
                .plusNanos(micros * 1000);
    }

    static String duration(Duration duration, String hours) {
        return String.format(
                Locale.ROOT,
                hours + ":%02d:%02d.%06d",
                duration.toHours(),
                duration.toMinutesPart(),
                duration.toSecondsPart(),
                duration.toNanosPart() / 1000);
    }

    static final class WriteTime extends ValueSerializer<LocalDateTime> {
        @Override
        public void serialize(LocalDateTime value, JsonGenerator json, SerializationContext context) {
            json.writeString(WRITE.format(value));
        }
    }

    static final class ReadTime extends ValueDeserializer<LocalDateTime> {
        @Override
        public LocalDateTime deserialize(JsonParser json, DeserializationContext context) {
            return LocalDateTime.parse(json.getString(), READ);
        }
    }

    static final class WriteDuration extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
            json.writeString(duration(value, "%02d"));
        }
    }

    static final class WriteCommandDuration extends ValueSerializer<Duration> {
        @Override
        public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
            json.writeString(duration(value, "%d"));
        }
    }

    static final class ReadDuration extends ValueDeserializer<Duration> {
        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) {
            return duration(json.getString());
        }
    }
}
