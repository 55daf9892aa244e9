package io.chantier.sites;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a JSON document leaves out is empty. */
final class Given {

    private Given() {}

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
