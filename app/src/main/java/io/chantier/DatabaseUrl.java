package io.chantier;

import io.chantier.values.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where the database is, read from the form that operators know: {@code postgresql://user:password@host:5432/name}.
 *
 * @param password empty where the address names none
 */
record DatabaseUrl(String jdbcUrl, String user, Secret password) {

    /** Understands {@code postgresql://}, {@code postgres://} and plain {@code jdbc:postgresql://} addresses. */
    static DatabaseUrl parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) return new DatabaseUrl(text, "", new Secret(""));
        URI uri = URI.create(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.matches("postgres(ql)?") || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must look like postgresql://user:password@host:5432/name (its password percent-encoded)");
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[] {""}
                : uri.getRawUserInfo().split(":", 2);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new DatabaseUrl(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                decoded(login[0]),
                new Secret(login.length > 1 ? decoded(login[1]) : ""));
    }

    /** With this login where the address names none. */
    DatabaseUrl orElse(String otherUser, Secret otherPassword) {
        return new DatabaseUrl(
                jdbcUrl, user.isEmpty() ? otherUser : user, password.isEmpty() ? otherPassword : password);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
