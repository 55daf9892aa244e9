package io.chantier.deployment.edge;

import io.chantier.deployment.SiteHeaders;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;

/** What every answer carries so that browsers keep sites apart and run nothing that the site did not ship. */
final class SecurityHeaders {

    private final HttpFields site;
    private final Supplier<String> frameAncestor;
    private volatile Preview preview = new Preview("", HttpFields.EMPTY);

    /** @param frameAncestor who may show a preview in a frame; asked anew, because a person may set it at any time */
    SecurityHeaders(Supplier<String> frameAncestor) {
        this.site = fields(SiteHeaders.OF_SITES).asImmutable();
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
        return fields(SiteHeaders.OF_ALL)
                .add(field("Access-Control-Allow-Origin", "*"))
                .add(field("Content-Security-Policy", SiteHeaders.POLICY + ancestor + "; sandbox allow-popups"))
                .add(field("X-Robots-Tag", "noindex, nofollow"))
                .asImmutable();
    }

    HttpFields of(Route.Kind kind) {
        return switch (kind) {
            case PREVIEW -> preview();
            case LIVE, PASSED, MOVED, SUSPENDED, ARCHIVED -> site;
        };
    }

    private static HttpFields.Mutable fields(Map<String, String> headers) {
        var fields = HttpFields.build();
        headers.forEach((name, value) -> fields.add(field(name, value)));
        return fields;
    }

    private static HttpField field(String name, String value) {
        return new PreEncodedHttpField(name, value);
    }
}
