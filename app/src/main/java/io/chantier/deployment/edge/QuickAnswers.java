package io.chantier.deployment.edge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.DateGenerator;
import org.jspecify.annotations.Nullable;

/** Whole answers made of parts that lie ready: a file of a live site that is in memory. */
final class QuickAnswers {

    private final Routes routes;
    private final Contents contents;
    private final Reply reply;
    private volatile Dated date = new Dated(0);

    QuickAnswers(Routes routes, Contents contents, Reply reply) {
        this.routes = routes;
        this.contents = contents;
        this.reply = reply;
    }

    /** The date as the last line of a head, which changes once a second. */
    private static final class Dated {
        private final long second;
        private final ByteBuffer line;

        Dated(long second) {
            this.second = second;
            this.line = direct("Date: " + DateGenerator.formatDate(second * 1000) + "\r\n\r\n");
        }
    }

    /** What is to be sent, one after the other; null when this takes more than looking it up. */
    ByteBuffer @Nullable [] answer(QuickRequest request) {
        var route = routes.known(request.host());
        if (route == null || route.kind() != Route.Kind.LIVE || route.release() == null) return null;
        var index = contents.indexNow(route.release());
        if (index == null) return null;
        var file = EdgeHandler.fileOf(request.path());
        var entry = file == null ? null : index.files().get(file);
        var body = entry == null ? null : contents.bodyNow(entry);
        if (file == null || body == null) return null;
        var form = body.form(request.gzip());
        var head = form.head(Reply.isKeptForGood(file));
        if (head == null) {
            head = direct(reply.head(route.kind(), file, body, form));
            form.keepHead(Reply.isKeptForGood(file), head);
        }
        return new ByteBuffer[] {head.duplicate(), date(), form.bytes()};
    }

    private ByteBuffer date() {
        long now = System.currentTimeMillis() / 1000;
        var known = date;
        if (known.second != now) {
            known = new Dated(now);
            date = known;
        }
        return known.line.duplicate();
    }

    private static ByteBuffer direct(String text) {
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }
}
