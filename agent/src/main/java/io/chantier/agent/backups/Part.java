package io.chantier.agent.backups;

import java.util.Arrays;
import java.util.Optional;

/** What a file of a backup holds. */
public enum Part {
    DATABASE("database", "database"),
    SITE_CONFIG("site_config", "site_config_backup"),
    PRIVATE("private", "private-files"),
    PUBLIC("public", "files");

    private final String key;
    private final String inName;

    Part(String key, String inName) {
        this.key = key;
        this.inName = inName;
    }

    /** Its name in the contract. */
    public String key() {
        return key;
    }

    /** @param inName the word that the program {@code bench} puts into the name of the file */
    static Optional<Part> named(String inName) {
        return Arrays.stream(values())
                .filter(part -> part.inName.equals(inName))
                .findFirst();
    }
}
