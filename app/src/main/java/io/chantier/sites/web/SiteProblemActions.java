package io.chantier.sites.web;

import io.chantier.web.ProblemAction;
import java.util.List;
import org.springframework.stereotype.Component;

/** What helps against problems of sites, their files and pictures. */
@Component
class SiteProblemActions implements ProblemAction.Source {

    @Override
    public List<ProblemAction> actions() {
        return ProblemAction.table("""
                site-unknown        page.action.sites  /sites
                revision-unknown    page.action.versions  {site}/revisions
                picture-unknown     page.action.pictures  {site}/pictures
                picture-unreadable  page.action.pictures  {site}/pictures
                picture-too-large   page.action.pictures  {site}/pictures
                picture-animated    page.action.pictures  {site}/pictures
                picture-unsafe      page.action.pictures  {site}/pictures
                picture-lost        page.action.pictures  {site}/pictures
                nothing-to-edit     page.action.site  {site}
                file-overtaken      page.action.versions  {site}/revisions
                """);
    }
}
