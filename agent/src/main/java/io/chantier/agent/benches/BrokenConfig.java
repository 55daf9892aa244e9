package io.chantier.agent.benches;

/** A configuration of a bench or a site that is no JSON object. Somebody has to mend the file. */
public final class BrokenConfig extends RuntimeException {

    BrokenConfig(String file) {
        super(file + " is not a JSON object; mend the file and try again");
    }
}
