package io.chantier.sites.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.sites.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one person saved in one go is one entry of the list. */
class RevisionEntryTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Revision> newestFirst = new ArrayList<>();

    @Test
    void saves_in_a_row_are_one_entry_that_holds_them_all() {
        saved("generated", "offline", 0);
        for (var minute : List.of(20, 21, 30, 40)) saved("by-hand", "Julie", minute);

        assertThat(entries(Set.of())).containsExactly("5: 4 3 2", "1:");
    }

    @Test
    void another_person_another_act_and_a_longer_pause_are_entries_of_their_own() {
        saved("by-hand", "Julie", 0);
        saved("by-hand", "Marc", 1);
        saved("by-hand", "Julie", 2);
        saved("look", "Julie", 3);
        saved("by-hand", "Julie", 4);
        saved("by-hand", "Julie", 15);
        saved("undone 5", "Julie", 16);

        assertThat(entries(Set.of())).containsExactly("7:", "6:", "5:", "4:", "3:", "2:", "1:");
    }

    @Test
    void what_was_published_is_never_folded_away() {
        for (var minute : List.of(0, 1, 2, 3)) saved("by-hand", "Julie", minute);

        assertThat(entries(Set.of("r2"))).containsExactly("4: 3", "2: 1");
    }

    private void saved(String message, String author, int minute) {
        var number = newestFirst.size() + 1;
        newestFirst.addFirst(
                new Revision(number, "r" + number, "d" + number, message, author, NOON.plusSeconds(60L * minute)));
    }

    /** Each as the newest's number and those that it folds. */
    private List<String> entries(Set<String> marked) {
        return RevisionEntry.of(newestFirst, marked).stream()
                .map(entry -> entry.newest().number() + ":"
                        + String.join(
                                "",
                                entry.earlier().stream()
                                        .map(one -> " " + one.number())
                                        .toList()))
                .toList();
    }
}
