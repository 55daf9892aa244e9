package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.sites.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where undo and redo lead, told by what the revisions say of themselves. */
class RestorationsTest {

    @Test
    void undo_goes_back_one_by_one_and_redo_forward_again() {
        assertWays(of("generated", "by-hand", "by-hand"), 2, null);
        assertWays(of("generated", "by-hand", "by-hand", "undone 2"), 1, 3);
        assertWays(of("generated", "by-hand", "by-hand", "undone 2", "undone 1"), null, 2);
        assertWays(of("generated", "by-hand", "by-hand", "undone 2", "undone 1", "redone 2"), 1, 3);
    }

    @Test
    void what_is_written_after_an_undo_goes_back_to_what_stood_there() {
        assertWays(of("generated", "by-hand", "by-hand", "undone 2", "by-hand"), 2, null);
        assertWays(of("generated", "by-hand", "by-hand", "undone 2", "by-hand", "undone 2"), 1, 5);
    }

    @Test
    void a_restored_revision_is_a_step_of_its_own() {
        assertWays(of("generated", "by-hand", "restored 1"), 2, null);
        assertWays(List.of(), null, null);
    }

    private static void assertWays(List<Revision> newestFirst, @Nullable Integer back, @Nullable Integer forward) {
        var ways = Restorations.ways(newestFirst);
        assertThat(ways.back().map(Revision::number)).isEqualTo(Optional.ofNullable(back));
        assertThat(ways.forward().map(Revision::number)).isEqualTo(Optional.ofNullable(forward));
    }

    private static List<Revision> of(String... messages) {
        var revisions = new ArrayList<Revision>();
        for (var message : messages) {
            var number = revisions.size() + 1;
            revisions.add(new Revision(number, "r" + number, "d" + number, message, "Julie", Instant.EPOCH));
        }
        return revisions.reversed();
    }
}
