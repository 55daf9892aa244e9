package io.chantier.editing;

import io.chantier.checks.Findings;
import io.chantier.editing.Edits.Outcome;
import io.chantier.generation.Design;
import io.chantier.identity.Caller;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Dresses a site in another look or other colours; generating it again keeps to them. */
@Component
public class Wardrobe {

    private static final String MESSAGE = "look";

    private final Sites sites;
    private final Revisions revisions;
    private final Design design;
    private final Edits edits;
    private final Findings findings;

    Wardrobe(Sites sites, Revisions revisions, Design design, Edits edits, Findings findings) {
        this.sites = sites;
        this.revisions = revisions;
        this.design = design;
        this.edits = edits;
        this.findings = findings;
    }

    /** @param colours the main one first; a palette that can be read is made of them */
    @Transactional
    public Outcome wear(Site asked, String look, List<String> colours, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var newest = site.status().revision();
        if (newest == null) return new Outcome.Nothing();
        var files = revisions.files(site, newest);
        var wrong = new ArrayList<Wrong>();
        if (!Design.looks().contains(look)) wrong.add(wrong("look", "not-a-look"));
        if (colours.isEmpty() || !colours.stream().allMatch(one -> one != null && Design.isColour(one)))
            wrong.add(wrong("color", "not-a-colour"));
        if (!wrong.isEmpty()) return new Outcome.Invalid(Draft.of(files), newest, wrong);
        var outcome = edits.replace(site, design.wear(files, look, colours), null, MESSAGE, caller);
        // The words are the same, and so is what holds them back.
        if (outcome instanceof Outcome.Done done) findings.carry(site, newest, done.revision());
        sites.change(
                site.team(),
                site.id(),
                now -> now.with(new Site.Profile(
                        now.profile().name(),
                        now.profile().sourceUrl(),
                        now.profile().language(),
                        now.profile().wishes().withDesign(look, colours))));
        return outcome;
    }

    private static Wrong wrong(String token, String code) {
        var at = Pointer.of("tokens", token);
        return new Wrong(at, new FieldProblem(at.toString(), code, Map.of()));
    }
}
