package io.chantier.agent.databases;

import io.chantier.jobs.StepOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** What a database server did not do, and why; fails the step that needed it, or the question. */
public final class DatabaseTrouble extends Exception {

    private static final int ACCESS_DENIED = 1045;
    private static final int DATABASE_DENIED = 1044;
    private static final String CONNECTION_CLASS = "08";
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** What is to be done about it differs. */
    public enum Kind {
        /** The password is not that of this user, or the user may not do it. */
        DENIED("database-denied"),
        /** There is no answer, or it broke off; another try may help. */
        UNREACHABLE("database-unreachable"),
        /** The server understood and refused. */
        REFUSED("database-refused");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    private final Kind kind;
    private final DatabaseServer server;

    private DatabaseTrouble(Kind kind, DatabaseServer server, String message, SQLException cause) {
        super(message, cause);
        this.kind = kind;
        this.server = server;
    }

    static DatabaseTrouble of(DatabaseServer server, String user, SQLException cause) {
        return switch (kind(cause)) {
            case DENIED ->
                new DatabaseTrouble(
                        Kind.DENIED,
                        server,
                        "The database server " + server + " does not let " + user + " do this: check the password ("
                                + text(cause) + ")",
                        cause);
            case UNREACHABLE ->
                new DatabaseTrouble(
                        Kind.UNREACHABLE,
                        server,
                        "The database server " + server + " does not answer: see whether it runs, and db_host and"
                                + " db_port in common_site_config.json (" + text(cause) + ")",
                        cause);
            case REFUSED ->
                new DatabaseTrouble(
                        Kind.REFUSED, server, "The database server " + server + " refused: " + text(cause), cause);
        };
    }

    private static Kind kind(SQLException cause) {
        if (cause.getErrorCode() == ACCESS_DENIED || cause.getErrorCode() == DATABASE_DENIED) {
            return Kind.DENIED;
        }
        var state = cause.getSQLState();
        return state != null && state.startsWith(CONNECTION_CLASS) ? Kind.UNREACHABLE : Kind.REFUSED;
    }

    private static String text(SQLException cause) {
        return String.valueOf(cause.getMessage());
    }

    public Kind kind() {
        return kind;
    }

    /** What it means for the step: where only the server was away, it is tried again. */
    public StepOutcome outcome() {
        var failed = new StepOutcome.Failed(new io.chantier.jobs.Failure(
                kind.code, Map.of("server", server.toString(), "why", String.valueOf(getMessage()))));
        return kind == Kind.UNREACHABLE ? new StepOutcome.TryAgain(failed.why(), PAUSE) : failed;
    }
}
