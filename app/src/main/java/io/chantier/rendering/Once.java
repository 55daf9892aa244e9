package io.chantier.rendering;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds something out when it is first asked for, and once. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> question;
    private @Nullable T answer;

    Once(Supplier<T> question) {
        this.question = question;
    }

    @Override
    public synchronized T get() {
        var known = answer;
        if (known != null) return known;
        var found = question.get();
        answer = found;
        return found;
    }
}
