package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** The whole main job: from the address of an old site to a better site online. */
@Component
class CreateSite implements Recipe {

    static final String KIND = "create-site";

    private final Making making;
    private final Checking checking;
    private final Publishing publishing;

    CreateSite(Making making, Checking checking, Publishing publishing) {
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
                publishing.preview(site),
                checking.gate(site),
                publishing.publish(site),
                publishing.verify(site),
                publishing.announce(site));
    }

    @Override
    public int limit() {
        return 8;
    }
}
