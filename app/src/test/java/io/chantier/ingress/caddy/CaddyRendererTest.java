package io.chantier.ingress.caddy;

import static io.chantier.ingress.Routed.leadsTo;
import static io.chantier.ingress.Routed.onOurEdge;
import static io.chantier.ingress.Routed.serves;
import static io.chantier.ingress.Routed.settings;
import static io.chantier.ingress.Routed.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutingTable;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaddyRendererTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final CaddyRenderer renderer = new CaddyRenderer(settings());

    @Test
    void ten_times_the_sites_are_ten_times_the_work() {
        var hundred = sites(100);
        var thousand = sites(1000);
        assertThat(new String(renderer.apply(thousand), StandardCharsets.UTF_8))
                .contains("@shop-999.example.fr host shop-999.example.fr", "redir https://site-999.fr{uri} temporary");
        assertThat(allocated(thousand)).isLessThan(20 * allocated(hundred));
    }

    /** How many bytes it takes: unlike time, they are about the same on every machine. */
    private long allocated(RoutingTable table) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThat(renderer.apply(table)).isNotEmpty();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static RoutingTable sites(int number) {
        return table(
                settings(),
                IntStream.range(0, number)
                        .mapToObj(one -> onOurEdge(
                                "shop-" + one,
                                serves("site-" + one + ".fr", true),
                                leadsTo("www.site-" + one + ".fr", "site-" + one + ".fr"),
                                leadsTo("shop-" + one + ".example.fr", "site-" + one + ".fr")))
                        .toArray(RoutedSite[]::new));
    }
}
