package io.chantier.lifecycle;

import io.chantier.deployment.PublishingRecipe;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The whole main job: from the address of an old site to a better site online. */
@Component
class CreateSite implements PublishingRecipe {

    static final String KIND = "create-site";

    private final Making making;
    private final Translations translations;
    private final Checking checking;
    private final Repairing repairing;
    private final Publishing publishing;
    private final Authorship.Desk desk;

    CreateSite(
            Making making,
            Translations translations,
            Checking checking,
            Repairing repairing,
            Publishing publishing,
            Authorship.Desk desk) {
        this.making = making;
        this.translations = translations;
        this.checking = checking;
        this.repairing = repairing;
        this.publishing = publishing;
        this.desk = desk;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        var site = SiteKey.of(order);
        var by = desk.of(order);
        return by.of(List.of(
                making.copyTemplate(site),
                making.readSource(site),
                making.analyse(site, by),
                making.writeContent(site, by),
                making.adaptDesign(site, by),
                translations.translate(site, by),
                checking.check(site),
                repairing.repair(site, by),
                checking.render(site),
                publishing.preview(site),
                checking.gate(site, Optional.empty()),
                publishing.publish(site, Optional.empty()),
                publishing.verify(site),
                publishing.announce(site)));
    }

    @Override
    public int limit() {
        return 8;
    }
}
