package io.chantier.agent;

import java.time.Duration;
import java.util.Map;

/**
 * How an agent runs.
 *
 * @param workers {@code AGENT_WORKERS}: how many jobs run at the same time, backups aside
 * @param backupWorkers {@code AGENT_BACKUP_WORKERS}: how many backups run at the same time beside them
 * @param kept {@code CHANTIER_AGENT_KEEP_DAYS}: for how long a job that is over can still be asked for
 */
public record Running(Tls tls, int workers, int backupWorkers, Duration kept) {

    static final Running USUAL = new Running(Tls.OFF, 4, 1, Duration.ofDays(90));

    private static final int MOST_WORKERS = 64;
    private static final int MOST_DAYS = 3650;

    static Running of(Map<String, String> environment, String bind) {
        return new Running(
                Tls.of(environment, bind),
                number(environment, "AGENT_WORKERS", USUAL.workers(), MOST_WORKERS),
                number(environment, "AGENT_BACKUP_WORKERS", USUAL.backupWorkers(), MOST_WORKERS),
                Duration.ofDays(number(
                        environment,
                        "CHANTIER_AGENT_KEEP_DAYS",
                        (int) USUAL.kept().toDays(),
                        MOST_DAYS)));
    }

    private static int number(Map<String, String> environment, String key, int otherwise, int most) {
        var text = environment.getOrDefault(key, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(key + " is '" + text + "'; it must be a number from 1 to " + most + ".");
    }
}
