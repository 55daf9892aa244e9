package io.chantier.deployment.edge;

import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What every answer carries so that browsers keep sites apart and run nothing that the site did not ship. */
final class SecurityHeaders {

    private static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors ";

    private final HttpFields site;
    private final Supplier<String> frameAncestor;
    private volatile Preview preview = new Preview("", HttpFields.EMPTY);

    /** @param frameAncestor who may show a preview in a frame; asked anew, because a person may set it at any time */
    SecurityHeaders(Supplier<String> frameAncestor) {
        this.site = common().add(field("Content-Security-Policy", POLICY + "'self'"))
                .asImmutable();
        this.frameAncestor = frameAncestor;
    }

    /** The headers of previews, encoded once for each ancestor. */
    private record Preview(String ancestor, HttpFields fields) {}

    private HttpFields preview() {
        var ancestor = frameAncestor.get();
        var known = preview;
        if (!known.ancestor().equals(ancestor)) {
            known = new Preview(ancestor, preview(ancestor));
            preview = known;
        }
        return known.fields();
    }

    private static HttpFields preview(String ancestor) {
        return common().add(field("Access-Control-Allow-Origin", "*"))
                .add(field("Content-Security-Policy", POLICY + ancestor + "; sandbox allow-popups"))
                .add(field("X-Robots-Tag", "noindex, nofollow"))
                .asImmutable();
    }

    HttpFields of(Route.Kind kind) {
        return switch (kind) {
            case PREVIEW -> preview();
            case LIVE, SUSPENDED, ARCHIVED -> site;
        };
    }

    private static HttpFields.Mutable common() {
        return HttpFields.build()
                .add(field("X-Content-Type-Options", "nosniff"))
                .add(field("Referrer-Policy", "strict-origin-when-cross-origin"))
                .add(field("Cross-Origin-Opener-Policy", "same-origin"))
                .add(field("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()"));
    }

    private static HttpField field(String name, String value) {
        return new PreEncodedHttpField(name, value);
    }
}
