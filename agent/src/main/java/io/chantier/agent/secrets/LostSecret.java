package io.chantier.agent.secrets;

/** What a job came with, or noted, cannot be read any more: the agent's key is another one, or the text is gone. */
public final class LostSecret extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LostSecret(String message) {
        super(message);
    }

    LostSecret(String message, Throwable cause) {
        super(message, cause);
    }
}
