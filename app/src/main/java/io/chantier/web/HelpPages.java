package io.chantier.web;

import java.util.Optional;

/** Tells where the manual explains something; filled by whoever serves the manual. */
public interface HelpPages {

    /** An installation without a manual. */
    HelpPages NONE = new HelpPages() {
        @Override
        public Optional<String> about(String path) {
            return Optional.empty();
        }

        @Override
        public Optional<String> aboutProblem(String code) {
            return Optional.empty();
        }
    };

    /** The address that explains the page at a path. */
    Optional<String> about(String path);

    /** The address that explains a problem. */
    Optional<String> aboutProblem(String code);
}
