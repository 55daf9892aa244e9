package io.chantier.jobs;

import java.util.Map;

/**
 * Why something did not work, as a code and its arguments; worded in the reader's language when it is shown
 * ({@code problem.<code>.title}, {@code .detail}, {@code .remedy} in the bundles).
 */
public record Failure(String code, Map<String, String> arguments) {

    public Failure {
        arguments = Map.copyOf(arguments);
    }
}
