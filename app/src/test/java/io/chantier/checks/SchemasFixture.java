package io.chantier.checks;

/** The schemas of the template that lies beside us. */
public final class SchemasFixture {

    private SchemasFixture() {}

    public static Schemas ofTheTemplate() {
        return new Schemas(Gates.settings(ChecksSettings.Browser.NEVER));
    }
}
