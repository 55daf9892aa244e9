package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.checks.Findings;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.TeamFixture;
import io.chantier.reading.OldSite;
import io.chantier.sites.Site;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** An installation that puts a joiner's site online, for tests of what comes after. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
public abstract class WithPublishedSite {

    @Autowired
    protected Environment environment;

    @Autowired
    protected EdgeServer edge;

    @Autowired
    protected ByHand byHand;

    @Autowired
    protected Sites sites;

    @Autowired
    protected Findings findings;

    @Autowired
    protected TeamFixture people;

    protected final OldSite old = Menuiserie.serve();
    protected Installation chantier;

    @BeforeEach
    protected void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @AfterEach
    protected void stopOldSite() {
        old.close();
    }

    protected void online(String slug) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "LIVE"));
        var job = chantier.finished(site.get("job").asString());
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
    }

    /** The state in which the job ended. */
    protected String deployed(String slug) {
        return chantier.order(slug, "deploy").get("state").asString();
    }

    protected Client browser() {
        return people.browser(people.operator());
    }

    protected Site found(String slug) {
        return sites.find(people.firstTeam(), new Slug(slug)).orElseThrow();
    }
}
