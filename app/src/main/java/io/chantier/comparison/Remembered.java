package io.chantier.comparison;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What was worked out lately, by something that never changes its meaning, such as a digest. */
final class Remembered<K, V> {

    private final Map<K, V> known;

    Remembered(int most) {
        known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        });
    }

    /** Two callers at once may both work it out; it comes to the same. What could not be had is asked for again. */
    Optional<V> of(K name, Supplier<Optional<V>> work) {
        var there = known.get(name);
        if (there != null) return Optional.of(there);
        var made = work.get();
        made.ifPresent(value -> known.put(name, value));
        return made;
    }
}
