package io.chantier.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.deployment.Retention.Past;
import io.chantier.deployment.Retention.Reason;
import io.chantier.storage.ReleasePointers.Publication;
import io.chantier.storage.Releases.Kept;
import io.chantier.values.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is let go over any history, drawn by lot, and what never is. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:10:00Z");

    @Test
    void what_is_needed_stays_over_any_history_and_the_rest_goes_by_count_and_age() {
        for (long seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var settings = new RetentionSettings(1 + random.nextInt(5), random.nextInt(40));
            var past = drawn(random);
            var stays = new Retention(settings).staying(past, NOW);
            var why = "seed %d: %s %s".formatted(seed, settings, past);

            assertThat(stays.keySet()).as(why).containsAll(needed(past));
            assertThat(stays.keySet()).as(why).isSubsetOf(digests(past));
            assertThat(stays.values().stream().filter(stay -> stay.reason() == Reason.RECENT))
                    .as(why)
                    .allMatch(stay -> stay.until() != null && stay.until().isAfter(NOW));
            for (var one : past.kept()) {
                boolean made = one.madeAt().plus(Retention.FRESH).isAfter(NOW);
                boolean replaced = Optional.ofNullable(replacedAt(past).get(one.release()))
                        .filter(at -> at.plus(Duration.ofDays(settings.days())).isAfter(NOW))
                        .isPresent();
                boolean counted = newest(past, settings.keep()).contains(one.release());
                boolean stay = needed(past).contains(one.release()) || made || replaced || counted;
                assertThat(stays.containsKey(one.release())).as(why + one).isEqualTo(stay);
            }
        }
    }

    @Test
    void what_stays_today_and_was_needed_then_is_not_let_go_by_going_back_and_forth() {
        var random = new Random(7);
        var retention = new Retention(new RetentionSettings(2, 3));
        var history = new ArrayList<Publication>();
        var kept = new LinkedHashMap<Digest, Kept>();
        var now = NOW;
        for (int day = 0; day < 2_000; day++) {
            now = now.plus(Duration.ofHours(random.nextInt(60)));
            var release = kept.isEmpty() || random.nextBoolean()
                    ? Digest.of("r" + day)
                    : List.copyOf(kept.keySet()).get(random.nextInt(kept.size()));
            kept.putIfAbsent(release, new Kept(release, now, 1));
            var seen = random.nextInt(4) > 0 ? now : null;
            history.addFirst(new Publication(release, day, now, seen));
            var past = new Past(List.copyOf(kept.values()), List.copyOf(history), Optional.of(release), Set.of());
            kept.keySet().retainAll(retention.staying(past, now).keySet());
            assertThat(kept).containsKey(release);
            history.stream()
                    .filter(one -> one.confirmedAt() != null)
                    .findFirst()
                    .ifPresent(good -> assertThat(kept).containsKey(good.release()));
        }
        assertThat(kept).hasSizeLessThan(20);
    }

    /** The rules once more, in other words than the program's. */
    private static Set<Digest> needed(Past past) {
        var needed = new HashSet<>(past.needed());
        past.live().ifPresent(needed::add);
        past.history().stream()
                .map(Publication::release)
                .filter(one -> !Optional.of(one).equals(past.live()))
                .findFirst()
                .ifPresent(needed::add);
        past.history().stream()
                .filter(one -> one.confirmedAt() != null)
                .findFirst()
                .map(Publication::release)
                .ifPresent(needed::add);
        past.history().stream()
                .filter(one -> one.confirmedAt() != null)
                .map(Publication::release)
                .filter(one -> !Optional.of(one).equals(past.live()))
                .findFirst()
                .ifPresent(needed::add);
        needed.retainAll(digests(past));
        return needed;
    }

    private static Map<Digest, Instant> replacedAt(Past past) {
        var oldestFirst = past.history().reversed();
        var at = new LinkedHashMap<Digest, Instant>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            var next = oldestFirst.get(Math.min(i + 1, oldestFirst.size() - 1));
            at.put(oldestFirst.get(i).release(), next.publishedAt());
        }
        return at;
    }

    private static Set<Digest> newest(Past past, int keep) {
        var newest = new HashSet<Digest>();
        for (var one : past.history()) {
            if (newest.size() == keep) break;
            if (digests(past).contains(one.release())) newest.add(one.release());
        }
        return newest;
    }

    private static Set<Digest> digests(Past past) {
        var digests = new HashSet<Digest>();
        past.kept().forEach(one -> digests.add(one.release()));
        return digests;
    }

    private static Past drawn(Random random) {
        var names = IntStream.range(0, 1 + random.nextInt(8))
                .mapToObj(number -> Digest.of("release " + number))
                .toList();
        var history = new ArrayList<Publication>();
        var at = NOW.minus(Duration.ofDays(random.nextInt(100)));
        for (int version = 0; version < random.nextInt(12); version++) {
            at = at.plus(Duration.ofHours(random.nextInt(100)));
            if (at.isAfter(NOW)) break;
            var release = names.get(random.nextInt(names.size()));
            history.addFirst(new Publication(release, version, at, random.nextBoolean() ? at : null));
        }
        var kept = names.stream()
                .filter(_ -> random.nextInt(5) > 0)
                .map(name -> new Kept(name, NOW.minus(Duration.ofHours(random.nextInt(2000))), 1))
                .toList();
        var live = history.isEmpty() || random.nextInt(6) == 0
                ? Optional.<Digest>empty()
                : Optional.of(history.getFirst().release());
        var shown = random.nextBoolean() ? Set.of(names.get(random.nextInt(names.size()))) : Set.<Digest>of();
        return new Past(kept, history, live, shown);
    }
}
