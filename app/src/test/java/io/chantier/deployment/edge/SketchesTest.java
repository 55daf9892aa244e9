package io.chantier.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SketchesTest {

    private static final byte[] PAGE = "<h1>Au crayon</h1>".getBytes(StandardCharsets.UTF_8);

    private final Sketches sketches = new Sketches();
    private final UUID site = UUID.randomUUID();

    @Test
    void somebody_who_types_without_end_pushes_out_nobody_elses_sketch() {
        var theirs = sketches.keep(UUID.randomUUID(), "/", PAGE).orElseThrow();
        var other = UUID.randomUUID();
        var kept = sketches.keep(other, "/", PAGE).orElseThrow();
        var mine = new ArrayList<String>();
        for (var i = 0; i < 100; i++) mine.add(sketches.keep(site, "/", PAGE).orElseThrow());

        assertThat(sketches.find(other, kept)).contains(PAGE);
        assertThat(sketches.find(site, mine.getLast())).contains(PAGE);
        assertThat(sketches.find(site, mine.getFirst())).isEmpty();
        assertThat(sketches.find(site, theirs)).isEmpty();
    }

    @Test
    void large_pages_are_not_kept_and_many_of_them_do_not_fill_the_memory() {
        assertThat(sketches.keep(site, "/", new byte[(1 << 20) + 1])).isEmpty();

        var first = sketches.keep(site, "/", new byte[1 << 20]).orElseThrow();
        for (var i = 0; i < 40; i++) sketches.keep(UUID.randomUUID(), "/", new byte[1 << 20]);

        assertThat(sketches.find(site, first)).isEmpty();
    }

    @Test
    void a_path_says_of_which_page_it_is_a_sketch() {
        var path = sketches.keep(site, "/services/", PAGE).orElseThrow();

        assertThat(Sketches.isOne(path)).isTrue();
        assertThat(Sketches.pageOf(path)).isEqualTo("/services/");
        assertThat(Sketches.pageOf("/services/")).isEqualTo("/services/");
        assertThat(Sketches.pageOf("/~sketch/short")).isEqualTo("/~sketch/short");
    }
}
