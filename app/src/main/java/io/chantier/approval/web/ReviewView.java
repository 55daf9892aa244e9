package io.chantier.approval.web;

import io.chantier.approval.Approval;
import io.chantier.approval.Outline;
import io.chantier.approval.Outline.PagePart;
import io.chantier.approval.Outline.SectionPart;
import io.chantier.approval.Review;
import io.chantier.approval.Right;
import io.chantier.approval.Task;
import io.chantier.sites.Site;
import io.chantier.web.Frame;
import io.chantier.web.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody who has a link sees. */
public record ReviewView(Review review, Site site, Shown shown, Said said, Agreed agreed) {

    /**
     * The revision in the frame.
     *
     * @param address of its first page, without a slash at the end
     * @param newer whether the agency has gone on since
     */
    public record Shown(String address, Outline outline, boolean newer) {}

    /**
     * What they have said, and what is wrong with what they were just saying.
     *
     * @param at the place of the form that was sent
     */
    public record Said(
            List<Task> tasks,
            String at,
            String words,
            @Nullable Problem problem) {

        static Said of(List<Task> tasks) {
            return new Said(tasks, "", "", null);
        }
    }

    /** Who agreed, and what became of it. */
    public record Agreed(@Nullable Approval approval, Approval.@Nullable Course course) {}

    public boolean mayComment() {
        return review.may(Right.COMMENT);
    }

    public boolean mayApprove() {
        return review.may(Right.APPROVE);
    }

    public boolean mayEdit() {
        return review.may(Right.EDIT);
    }

    public boolean isMultilingual() {
        return shown.outline().versions().size() > 1;
    }

    /** The names of all languages that are approved together. */
    public String languages(Frame frame) {
        return shown.outline().versions().stream()
                .map(version -> frame.say("page.language." + version.language()))
                .collect(Collectors.joining(", "));
    }

    public String addressOf(PagePart page) {
        return shown.address() + page.path();
    }

    public String addressOf(PagePart page, SectionPart section) {
        return addressOf(page) + section.anchor();
    }

    /** The name of the form for a place, also of its element; section 0 is the whole page. */
    public String at(PagePart page, int section) {
        return "say-" + shown.outline().pages().indexOf(page) + "-" + section;
    }

    public boolean isOpen(PagePart page) {
        return said.at().isEmpty()
                ? page.equals(shown.outline().pages().getFirst())
                : said.at().startsWith("say-" + shown.outline().pages().indexOf(page) + "-");
    }

    /** How many things they have said of a place. */
    public long count(PagePart page, int section) {
        return said.tasks().stream()
                .filter(task ->
                        task.place().page().equals(page.path()) && task.place().section() == section)
                .count();
    }

    public boolean isUnderWay() {
        return agreed.course() == Approval.Course.UNDER_WAY;
    }

    public boolean isHeld() {
        return agreed.course() == Approval.Course.HELD;
    }

    public String brief() {
        return review.shown().release().brief();
    }
}
