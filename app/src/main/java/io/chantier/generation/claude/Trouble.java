package io.chantier.generation.claude;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Each way in which a run of Claude Code fails; the manual has a row for each. */
public enum Trouble {
    /** Neither an API key nor a login was found. */
    NO_KEY(null),
    /** The key, or the login, is refused (401). */
    BAD_KEY(null),
    /** The key may not do this (403). */
    FORBIDDEN(null),
    NO_CREDIT(null),
    UNKNOWN_MODEL(null),
    RATE_LIMIT(Duration.ofMinutes(1)),
    OVERLOAD(Duration.ofMinutes(1)),
    /** The endpoint answers with an error of its own (5xx). */
    SERVER_ERROR(Duration.ofMinutes(1)),
    CONNECTION(Duration.ofMinutes(1)),
    TIMEOUT(Duration.ofMinutes(1)),
    /** The model refuses to write this. */
    REFUSAL(null),
    /** The answer is longer than it may be. */
    OUTPUT_LIMIT(null),
    /** The source is longer than the model can read. */
    PROMPT_TOO_LONG(null),
    /** The answer has another shape than was asked for, again and again. */
    INVALID_ANSWER(null),
    /** It ended as if all were well, without the answer that was asked for. */
    NO_ANSWER(null),
    /** It tried to write where it must not; nothing of what it wrote is taken. */
    DENIED_WRITE(null),
    /** It used its turns up. */
    TURNS(null),
    /** It reached the limit of what it may cost. */
    BUDGET(null),
    /** Somebody else ended the program. */
    KILLED(Duration.ofSeconds(10)),
    /** The program refuses the way it is called. */
    NOT_STARTED(null),
    NOT_INSTALLED(null),
    OTHER_VERSION(null),
    /** The request is refused for a reason of its own (400). */
    BAD_REQUEST(null);

    private final @Nullable Duration pause;

    Trouble(@Nullable Duration pause) {
        this.pause = pause;
    }

    /** The code of the problem: {@code claude-bad-key}. */
    public String code() {
        return "claude-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it lies with this installation, before any endpoint is asked. */
    public boolean isOurs() {
        return switch (this) {
            case NO_KEY, NOT_INSTALLED, OTHER_VERSION, NOT_STARTED, KILLED, BUDGET -> true;
            case BAD_KEY,
                    FORBIDDEN,
                    NO_CREDIT,
                    UNKNOWN_MODEL,
                    RATE_LIMIT,
                    OVERLOAD,
                    SERVER_ERROR,
                    CONNECTION,
                    TIMEOUT,
                    REFUSAL,
                    OUTPUT_LIMIT,
                    PROMPT_TOO_LONG,
                    INVALID_ANSWER,
                    NO_ANSWER,
                    DENIED_WRITE,
                    TURNS,
                    BAD_REQUEST -> false;
        };
    }

    /** When to try again by oneself; empty where a person has to do something first. */
    public Optional<Duration> pause() {
        return Optional.ofNullable(pause);
    }
}
