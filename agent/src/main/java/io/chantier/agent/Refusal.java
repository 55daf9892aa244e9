package io.chantier.agent;

import io.javalin.http.HttpStatus;

/** What was asked cannot be answered, and the asker is told why. */
final class Refusal extends RuntimeException {

    private final HttpStatus status;

    Refusal(HttpStatus status, String line) {
        super(line, null, false, false);
        this.status = status;
    }

    static Refusal badRequest(String line) {
        return new Refusal(HttpStatus.BAD_REQUEST, line);
    }

    static Refusal notFound(String line) {
        return new Refusal(HttpStatus.NOT_FOUND, line);
    }

    HttpStatus status() {
        return status;
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
