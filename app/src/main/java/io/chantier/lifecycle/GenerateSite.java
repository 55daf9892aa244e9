package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** From an old site, or a brief, to content that waits for approval. */
@Component
class GenerateSite implements Recipe {

    static final String KIND = "generate-site";

    private final Making making;
    private final Checking checking;
    private final Publishing publishing;

    GenerateSite(Making making, Checking checking, Publishing publishing) {
        this.making = making;
        this.checking = checking;
        this.publishing = publishing;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        return List.of(
                making.copyTemplate(site),
                making.readSource(site),
                making.writeContent(site),
                making.adaptDesign(site, HandTexts.of(order)),
                checking.check(site),
                checking.render(site),
                publishing.preview(site));
    }

    @Override
    public int limit() {
        return 8;
    }
}
