package io.chantier.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** A few numbers of one kind, smallest first, and what is said of them. */
record Figures(List<Double> sorted) {

    static Figures of(double... values) {
        return new Figures(Arrays.stream(values).sorted().boxed().toList());
    }

    /** Milliseconds that each of so many runs took. */
    static Figures times(int runs, Callable<?> work) throws Exception {
        double[] millis = new double[runs];
        for (int i = 0; i < runs; i++) {
            long begin = System.nanoTime();
            work.call();
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        return of(millis);
    }

    double median() {
        return quantile(0.5);
    }

    double quantile(double part) {
        return sorted.get((int) Math.round(part * (sorted.size() - 1)));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
