package io.chantier.jobs;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;

/** Tells the end of a connection, which passes by itself once the server is back, from a bug in what was asked. */
final class LostDatabase {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int CAUSES = 12;

    private LostDatabase() {}

    /** Whether the exception comes from a connection that ended or could not be made. */
    static boolean isCauseOf(Throwable exception) {
        var cause = exception;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            if (cause instanceof SQLException sql && isLost(sql)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    static StepOutcome outcome() {
        return new StepOutcome.TryAgain(new Failure("database-lost", Map.of()), PAUSE);
    }

    /** SQLSTATE 08: connection exceptions; 57P01 to 57P05: the server stops, crashed, starts up or drops idle sessions. */
    private static boolean isLost(SQLException e) {
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLRecoverableException
                || state.startsWith("08")
                || state.startsWith("57P0");
    }
}
