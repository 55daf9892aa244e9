package io.chantier.generation;

import java.util.Map;

/** Hears from an author at work. */
public interface Progress {

    Progress SILENT = new Progress() {
        @Override
        public void reached(int percent) {}

        @Override
        public void says(String code, Map<String, String> arguments) {}
    };

    void reached(int percent);

    /** Whether the job was cancelled; who works long asks now and then. */
    default boolean isUnwanted() {
        return false;
    }

    /** @param code worded by {@code log.<code>} */
    void says(String code, Map<String, String> arguments);
}
