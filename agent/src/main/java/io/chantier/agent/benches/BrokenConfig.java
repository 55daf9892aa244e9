package io.chantier.agent.benches;

import java.nio.file.Path;

/** A configuration of a bench or a site that cannot be used. Somebody has to mend the file. */
public final class BrokenConfig extends RuntimeException {

    BrokenConfig(String file) {
        super(file + " is not a JSON object; mend the file and try again");
    }

    BrokenConfig(Path file, String what) {
        super(file + ": " + what + "; mend the file and try again");
    }
}
