package io.chantier.web;

import java.util.List;
import org.springframework.stereotype.Component;

/** What helps against problems that every page can have. */
@Component
class WebActions implements ProblemAction.Source {

    @Override
    public List<ProblemAction> actions() {
        return ProblemAction.table("""
                form-expired   page.action.again  {here}
                too-large      page.action.back  {here}
                bug            page.action.again  {here}
                database-lost  page.action.again  {here}
                refused        page.action.back  {here}
                invalid        page.action.back  {here}
                unreadable     page.action.back  {here}
                """);
    }
}
