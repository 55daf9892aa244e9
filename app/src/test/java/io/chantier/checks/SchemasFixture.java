package io.chantier.checks;

import java.nio.file.Path;

/** The schemas of the template that lies beside us. */
public final class SchemasFixture {

    private SchemasFixture() {}

    public static Schemas ofTheTemplate() {
        return new Schemas(new ChecksSettings(Path.of("../templates/site-astro"), 1, 1, 1));
    }
}
