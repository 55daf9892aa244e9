package io.chantier.approval.web;

import io.chantier.approval.Task;
import io.chantier.web.Frame;

/** What a section is called: by its title, else by its kind. */
public final class SectionWords {

    private SectionWords() {}

    public static String of(Frame frame, String type, String title) {
        return title.isBlank() ? frame.sayIfKnown("edit.section." + type, type) : title;
    }

    public static String of(Frame frame, Task.Place place) {
        return place.section() == 0 ? frame.say("page.review.wholePage") : of(frame, place.type(), place.title());
    }
}
