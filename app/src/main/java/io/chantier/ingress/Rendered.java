package io.chantier.ingress;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A routing table in the words of a proxy, put into them once and kept until the table is another. */
public final class Rendered implements Supplier<Document> {

    private final Supplier<RoutingTable> table;
    private final Function<RoutingTable, byte[]> renderer;
    private final AtomicReference<@Nullable Kept> last = new AtomicReference<>();

    public Rendered(Supplier<RoutingTable> table, Function<RoutingTable, byte[]> renderer) {
        this.table = table;
        this.renderer = renderer;
    }

    private record Kept(RoutingTable of, Document document) {}

    @Override
    public Document get() {
        var wanted = table.get();
        var kept = last.get();
        if (kept != null && kept.of().equals(wanted)) return kept.document();
        var made = new Document(renderer.apply(wanted));
        last.set(new Kept(wanted, made));
        return made;
    }
}
