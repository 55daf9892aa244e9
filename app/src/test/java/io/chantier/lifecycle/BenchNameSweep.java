package io.chantier.lifecycle;

import org.springframework.stereotype.Component;

/** Has forgotten names of sites on benches ordered now, and not in some minutes. */
@Component
public class BenchNameSweep {

    private final BenchNameNews news;

    BenchNameSweep(BenchNameNews news) {
        this.news = news;
    }

    public void now() {
        news.orderForgotten();
    }
}
