package io.chantier.agent;

import io.chantier.protocol.AgentError;
import io.chantier.protocol.Wire;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** How the agent answers: JSON, whatever happens. */
final class Answer {

    private static final String SAID = "said what is wrong";

    private Answer() {}

    static void with(Context context, Object message) {
        context.contentType("application/json").result(Wire.write(message));
    }

    static void error(Context context, HttpStatus status, String line) {
        context.attribute(SAID, line);
        with(context.status(status), AgentError.of(line));
    }

    static boolean isError(Context context) {
        return context.attribute(SAID) != null;
    }
}
