package io.chantier.editing;

import java.util.Set;

/** What somebody may change of a site who must not break how it is made: texts, pictures and lists of them. */
public final class Bounds {

    private static final Pointer PAGES = Pointer.of("content", "pages");
    private static final Pointer SITE = Pointer.of("site");
    private static final String SECTIONS = "sections";

    /** Of a page, what a visitor reads. */
    private static final Set<String> OF_PAGE = Set.of("title", "label", "description");

    /** Below {@code /content/pages/0/sections/1}. */
    private static final int DEPTH_OF_SECTION = 5;

    private Bounds() {}

    /** Whether everything that was sent stays within; sections that the draft does not have do not. */
    public static boolean hold(Typed typed, Draft draft) {
        var step = typed.step();
        return typed.values().keySet().stream().allMatch(at -> isWithin(at, draft))
                && (step == null || isWithin(step.at(), draft));
    }

    /** Whether a place is within. */
    public static boolean isWithin(Pointer at, Draft draft) {
        if (at.isIn(SITE)) return true;
        var steps = at.steps();
        if (!at.isIn(PAGES) || steps.size() < 4 || draft.at(page(at)).isMissingNode()) return false;
        if (!steps.get(3).equals(SECTIONS)) return steps.size() == 4 && OF_PAGE.contains(at.last());
        if (steps.size() <= DEPTH_OF_SECTION) return false;
        var section = page(at).child(SECTIONS).child(steps.get(4));
        return !draft.at(section).isMissingNode()
                && !(steps.size() == DEPTH_OF_SECTION + 1 && at.last().equals("type"));
    }

    private static Pointer page(Pointer at) {
        return PAGES.child(at.steps().get(2));
    }
}
