package io.chantier.dashboard.web;

import java.util.List;

/** The way of a first site in five steps, each ticked off by what really happened. */
public record Tour(List<Step> steps) {

    /**
     * @param name its words are {@code page.tour.<name>} and {@code page.tour.<name>.text}
     * @param path where it is done; empty while there is no site
     */
    public record Step(String name, boolean done, boolean next, String path) {}

    public int done() {
        return (int) steps.stream().filter(Step::done).count();
    }

    public boolean over() {
        return done() == steps.size();
    }
}
