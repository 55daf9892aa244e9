package io.chantier.deployment.edge;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The old addresses of a site. An entry with a query is for that query alone; one without is for any. */
final class Redirects {

    private Redirects() {}

    /** Where this exact address, query included, went. */
    static Optional<String> exact(Map<String, String> redirects, String path, @Nullable String query) {
        if (redirects.isEmpty() || query == null || query.isEmpty()) return Optional.empty();
        return Optional.ofNullable(redirects.get(path + "?" + query)).flatMap(Redirects::within);
    }

    /** Where this path went; the query comes along. */
    static Optional<String> ofPath(Map<String, String> redirects, String path, @Nullable String query) {
        if (redirects.isEmpty()) return Optional.empty();
        var target = redirects.getOrDefault(path, redirects.get(decoded(path)));
        return Optional.ofNullable(target).flatMap(Redirects::within).map(to -> withQuery(to, query));
    }

    static String withQuery(String path, @Nullable String query) {
        return query == null || query.isEmpty() || path.contains("?") ? path : path + "?" + query;
    }

    /** Only to the site itself. */
    private static Optional<String> within(String target) {
        boolean own = target.startsWith("/") && !target.startsWith("//") && !target.startsWith("/\\");
        boolean plain = target.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f);
        return own && plain ? Optional.of(target) : Optional.empty();
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
