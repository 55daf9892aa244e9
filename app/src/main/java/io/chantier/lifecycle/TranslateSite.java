package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import org.springframework.stereotype.Component;

/** What is not translated yet, or not any more, into the site's further languages; what is online stays as it is. */
@Component
class TranslateSite implements Recipe {

    static final String KIND = "translate-site";

    private final Translations translations;
    private final Authorship.Desk desk;

    TranslateSite(Translations translations, Authorship.Desk desk) {
        this.translations = translations;
        this.desk = desk;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps(JobOrder order) {
        return List.of(translations.translateBeside(SiteKey.of(order), desk.of(order)));
    }

    /** They wait for a model most of the time. */
    @Override
    public int limit() {
        return 8;
    }
}
