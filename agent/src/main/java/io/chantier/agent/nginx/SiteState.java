package io.chantier.agent.nginx;

import java.util.Arrays;
import java.util.Optional;

/** What visitors of a site get: the site itself, or a page in its place. The words are the contract's. */
public enum SiteState {
    ACTIVATED("activated", ""),
    DEACTIVATED("deactivated", "deactivated"),
    SUSPENDED("suspended", "suspended"),
    SUSPENDED_SAAS("suspended_saas", "suspended");

    private final String word;
    private final String shown;

    SiteState(String word, String shown) {
        this.word = word;
        this.shown = shown;
    }

    public String word() {
        return word;
    }

    /** Which page is shown; empty where none is. */
    String shown() {
        return shown;
    }

    public static Optional<SiteState> of(String word) {
        return Arrays.stream(values()).filter(state -> state.word.equals(word)).findFirst();
    }
}
