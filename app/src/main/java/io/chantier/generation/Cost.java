package io.chantier.generation;

/**
 * What a piece of writing cost.
 *
 * @param author who wrote
 * @param model the language model, or empty
 * @param microUsd millionths of a US dollar, as the model's vendor reports
 */
public record Cost(String author, String model, long inputTokens, long outputTokens, long microUsd) {

    public static Cost nothing(String author) {
        return new Cost(author, "", 0, 0, 0);
    }
}
