package io.chantier.rendering;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds something out when it is first asked for, and once: an answer that is no good is not kept. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> question;
    private final Predicate<T> good;
    private @Nullable T answer;

    Once(Supplier<T> question, Predicate<T> good) {
        this.question = question;
        this.good = good;
    }

    @Override
    public synchronized T get() {
        var known = answer;
        if (known != null) return known;
        var found = question.get();
        if (good.test(found)) answer = found;
        return found;
    }
}
