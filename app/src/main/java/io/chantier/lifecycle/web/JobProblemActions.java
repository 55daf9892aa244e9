package io.chantier.lifecycle.web;

import io.chantier.web.ProblemAction;
import java.util.List;
import org.springframework.stereotype.Component;

/** What helps against problems of the jobs of a site, whichever step they come from. */
@Component
class JobProblemActions implements ProblemAction.Source {

    @Override
    public List<ProblemAction> actions() {
        return ProblemAction.table("""
                site-busy          page.action.site  {site}
                site-state         page.action.site  {site}
                state              page.action.site  {site}
                no-job             page.action.site  {site}
                job-unknown        page.action.jobs  {site}/jobs
                job-over           page.action.site  {site}
                job-not-failed     page.action.site  {site}
                undo-failed        page.action.jobs  {site}/jobs
                bench-update-fatal    page.action.jobs  {site}/jobs
                bench-update-fatal-silent  page.action.jobs  {site}/jobs
                bench-update-nowhere  page.action.jobs  {site}/jobs
                gate-closed        page.action.checks  {site}/checks
                checks-failed      page.action.checks  {site}/checks
                approval-missing   page.action.approval  {site}/approval
                approved-other     page.action.approval  {site}/approval
                release-missing    page.action.site  {site}
                verify-failed      page.action.releases  {site}/releases
                nothing-to-say     page.action.details  {site}/details
                nothing-to-export  page.action.site  {site}
                fact-unknown       page.action.source  {site}/source
                fact-standing      page.action.source  {site}/source
                fact-correction    page.action.source  {site}/source
                fact-verbatim      page.action.source  {site}/source
                invalid-context    page.action.versions  {site}/revisions
                data-unreadable    page.action.versions  {site}/revisions
                sandbox-missing    page.action.versions  {site}/revisions
                compile-failed     page.action.versions  {site}/revisions
                compile-timeout    page.action.versions  {site}/revisions
                render-failed      page.action.versions  {site}/revisions
                """);
    }
}
