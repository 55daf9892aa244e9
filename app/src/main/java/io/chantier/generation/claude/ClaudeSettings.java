package io.chantier.generation.claude;

import io.chantier.values.Secret;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Claude Code is and how long it may take.
 *
 * @param program the native binary; looked for where {@code doctor --fix} puts it, then in the path, when not set
 * @param apiKey also {@code ANTHROPIC_API_KEY}; goes before a login
 * @param login the credential of {@code claude auth login}; {@code ~/.claude/.credentials.json} when not set
 * @param baseUrl also {@code ANTHROPIC_BASE_URL}: any endpoint that speaks the messages API
 * @param retries how often the program asks a busy endpoint again by itself
 * @param replyTimeout for one reply
 * @param patience for one step
 * @param folder where runs have their folders; {@code <data>/claude} when not set
 */
@ConfigurationProperties(prefix = "chantier.claude", ignoreUnknownFields = false)
public record ClaudeSettings(
        @DefaultValue("") String program,
        @DefaultValue("") Secret apiKey,
        @DefaultValue("") String login,
        @DefaultValue("") String baseUrl,
        @DefaultValue("4") int retries,
        @DefaultValue("2m") Duration replyTimeout,
        @DefaultValue("10m") Duration patience,
        @DefaultValue("") String folder) {}
