package io.chantier.deployment.edge;

import io.chantier.deployment.edge.EdgeHandler.Exchange;
import io.chantier.deployment.edge.EdgeHandler.Found;
import io.chantier.deployment.edge.Notices.Notice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.jspecify.annotations.Nullable;

/** Writes answers: status, header fields, body. */
final class Reply {

    private static final HttpField IMMUTABLE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, max-age=31536000, immutable");
    private static final HttpField CHECK_AGAIN = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-cache");
    private static final HttpField NEVER_KEEP = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField VARY = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
    private static final HttpField GZIP = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, "gzip");
    private static final HttpField RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");
    private static final HttpField HTML = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
    private static final HttpField TEXT = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final SecurityHeaders security;
    private final Notices notices;

    Reply(SecurityHeaders security, Notices notices) {
        this.security = security;
        this.notices = notices;
    }

    void file(Exchange exchange, Route.Kind kind, Found found, Body body) {
        var asked = exchange.request().getHeaders();
        var form = body.form(takesGzip(asked.get(HttpHeader.ACCEPT_ENCODING)));
        var fields = exchange.response().getHeaders();
        fields.add(security.of(kind))
                .add(cacheControl(kind, found.path(), found.status()))
                .add(form.etag());
        if (body.compressible()) fields.add(VARY);
        if (found.status() == 200 && matches(asked.get(HttpHeader.IF_NONE_MATCH), form.tag())) {
            exchange.response().setStatus(304);
            exchange.response().write(true, NOTHING, exchange.callback());
            return;
        }
        fields.add(body.contentType());
        if (body.isGzip(form)) fields.add(GZIP);
        if (found.status() == 200 && !body.compressible()) {
            fields.add(RANGES);
            sendPart(exchange, form);
        } else {
            exchange.response().setStatus(found.status());
            send(exchange, form.length(), form.bytes());
        }
    }

    /** The head of the same answer as {@link #file} gives to a request without conditions; its date is left to add. */
    String head(Route.Kind kind, String path, Body body, Body.Form form) {
        var fields = HttpFields.build()
                .add(security.of(kind))
                .add(cacheControl(kind, path, 200))
                .add(form.etag());
        if (body.compressible()) fields.add(VARY);
        fields.add(body.contentType());
        if (body.isGzip(form)) fields.add(GZIP);
        if (!body.compressible()) fields.add(RANGES);
        fields.add(form.length());
        var head = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (var field : fields) {
            head.append(field.getName()).append(": ").append(field.getValue()).append("\r\n");
        }
        return head.toString();
    }

    void moved(Exchange exchange, Route.Kind kind, String location) {
        exchange.response().setStatus(301);
        exchange.response().getHeaders().add(security.of(kind)).add(CHECK_AGAIN).add(HttpHeader.LOCATION, location);
        send(exchange, length(0), NOTHING);
    }

    void notice(Exchange exchange, Route.Kind kind, Notice notice) {
        var page = notices.page(notice, exchange.request().getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
        exchange.response().setStatus(notice.status());
        var fields = exchange.response().getHeaders();
        fields.add(security.of(kind)).add(NEVER_KEEP).add(HTML);
        if (notice.status() == 503) fields.add(HttpHeader.RETRY_AFTER, "3600");
        send(exchange, length(page.length), ByteBuffer.wrap(page));
    }

    /** A page that is of no release. */
    void page(Exchange exchange, Route.Kind kind, byte[] page) {
        exchange.response().setStatus(200);
        exchange.response().getHeaders().add(security.of(kind)).add(NEVER_KEEP).add(HTML);
        send(exchange, length(page.length), ByteBuffer.wrap(page));
    }

    /** For whoever wants to know whether sites can be served here. */
    void health(Exchange exchange, boolean good) {
        exchange.response().setStatus(good ? 200 : 503);
        exchange.response().getHeaders().add(NEVER_KEEP).add(TEXT);
        var said = (good ? "ok\n" : "starting\n").getBytes(StandardCharsets.US_ASCII);
        send(exchange, length(said.length), ByteBuffer.wrap(said));
    }

    void notAllowed(Exchange exchange) {
        exchange.response().setStatus(405);
        exchange.response()
                .getHeaders()
                .add(security.of(Route.Kind.LIVE))
                .add(NEVER_KEEP)
                .add(HttpHeader.ALLOW, "GET, HEAD");
        send(exchange, length(0), NOTHING);
    }

    private static void sendPart(Exchange exchange, Body.Form form) {
        var asked = exchange.request().getHeaders();
        var condition = asked.get(HttpHeader.IF_RANGE);
        boolean stale = condition != null && !condition.equals(form.tag());
        switch (ByteRange.of(stale ? null : asked.get(HttpHeader.RANGE), form.size())) {
            case ByteRange.Whole() -> {
                exchange.response().setStatus(200);
                send(exchange, form.length(), form.bytes());
            }
            case ByteRange.Beyond() -> {
                exchange.response().setStatus(416);
                exchange.response().getHeaders().add(HttpHeader.CONTENT_RANGE, "bytes */" + form.size());
                send(exchange, length(0), NOTHING);
            }
            case ByteRange.Part part -> {
                exchange.response().setStatus(206);
                var place = "bytes " + part.first() + "-" + part.last() + "/" + form.size();
                exchange.response().getHeaders().add(HttpHeader.CONTENT_RANGE, place);
                send(exchange, length(part.length()), form.bytes().slice(part.first(), part.length()));
            }
        }
    }

    private static void send(Exchange exchange, HttpField length, ByteBuffer bytes) {
        exchange.response().getHeaders().add(length);
        boolean head = exchange.request().getMethod().equals("HEAD");
        exchange.response().write(true, head ? NOTHING : bytes, exchange.callback());
    }

    private static HttpField length(int bytes) {
        return new HttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(bytes));
    }

    private static HttpField cacheControl(Route.Kind kind, String path, int status) {
        if (kind == Route.Kind.PREVIEW || status != 200) return CHECK_AGAIN;
        return isKeptForGood(path) ? IMMUTABLE : CHECK_AGAIN;
    }

    /** Files whose name is made of their content never change. */
    static boolean isKeptForGood(String path) {
        return path.startsWith("assets/") || path.startsWith("_img/") || path.startsWith("_video/");
    }

    static boolean takesGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) return false;
        int at = acceptEncoding.indexOf("gzip");
        if (at < 0) return false;
        return !acceptEncoding.startsWith(";q=0", at + 4) || acceptEncoding.startsWith(";q=0.", at + 4);
    }

    private static boolean matches(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && (ifNoneMatch.contains(tag) || ifNoneMatch.strip().equals("*"));
    }
}
