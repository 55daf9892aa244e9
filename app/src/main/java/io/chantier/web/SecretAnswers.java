package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;

/** For controllers whose answer holds a secret that is shown once. */
public final class SecretAnswers {

    private SecretAnswers() {}

    /** The answer to this request is kept nowhere, not even for a repeated {@code Idempotency-Key}. */
    public static void neverKeep(HttpServletRequest request) {
        request.setAttribute(IdempotencyFilter.SECRET_ANSWER, true);
    }
}
