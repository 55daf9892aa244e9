package io.chantier.reading.web;

import io.chantier.web.ProblemAction;
import java.util.List;
import org.springframework.stereotype.Component;

/** What helps where an old site cannot be read: another address, another try, or a brief in its place. */
@Component
class ReadingActions implements ProblemAction.Source {

    @Override
    public List<ProblemAction> actions() {
        return ProblemAction.table("""
                reading-address       page.action.address  {site}/details
                reading-refused       page.action.address  {site}/details
                reading-unknown-host  page.action.address  {site}/details
                reading-unknown-host  page.action.brief  /sites/new/brief
                reading-connect       page.action.again  {site}
                reading-connect       page.action.address  {site}/details
                reading-connect       page.action.brief  /sites/new/brief
                reading-tls           page.action.address  {site}/details
                reading-broken        page.action.again  {site}
                reading-broken        page.action.address  {site}/details
                reading-encoding      page.action.brief  /sites/new/brief
                reading-status        page.action.address  {site}/details
                reading-status        page.action.brief  /sites/new/brief
                reading-not-html      page.action.address  {site}/details
                reading-too-big       page.action.address  {site}/details
                reading-too-slow      page.action.again  {site}
                reading-too-slow      page.action.brief  /sites/new/brief
                reading-robots        page.action.again  {site}
                reading-robots        page.action.brief  /sites/new/brief
                reading-empty         page.action.address  {site}/details
                reading-empty         page.action.brief  /sites/new/brief
                reading-script-only   page.action.brief  /sites/new/brief
                reading-filler-only   page.action.brief  /sites/new/brief
                """);
    }
}
