package io.chantier.agent.benches;

/** The names of the passwords that come with jobs about sites, which are those of the contract. */
public final class SiteSecrets {

    /** Of the administrator of the database server. */
    public static final String ROOT = "mariadb_root_password";

    /** Of the site's user Administrator. */
    public static final String ADMIN = "admin_password";

    /** Of another user of the site. */
    public static final String USER = "password";

    private SiteSecrets() {}
}
