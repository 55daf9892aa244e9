package io.chantier.agent;

import static io.chantier.agent.SiteHost.SITES;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new site as its visitors find it: served by the real nginx once it is there, and by nobody where it failed. */
class NewSiteRouteTest {

    private static final String SITE = "routed.example.test";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final WebProgram web = new WebProgram("the bench");
    private final Set<String> before = Set.copyOf(MariaDbServer.shared().made());

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestNginx nginx;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SiteHost host;

    @BeforeEach
    void start() {
        nginx = new TestNginx(home.resolve("nginx"), Ports.free());
        host = new SiteHost(home, nginx);
        host.bench.write("config.json", "{\"web_port\": " + web.port() + "}");
    }

    @AfterEach
    void stop() {
        host.close();
        nginx.close();
        web.close();
    }

    @Test
    void a_new_site_answers_its_visitors() throws Exception {
        host.site(SITE);

        nginx.awaitVisit(SITE, "/", "200 OK", "the bench serves " + SITE + " to " + SITE);
        assertThat(nginx.isGood()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-site-database", "install-app", "scheduler", "set-password"})
    void one_that_fails_is_gone_with_its_route(String point) throws Exception {
        host.bench.write("fail-" + point, "No, says " + point);

        var job = host.over(SITES, host.wanted(SITE));

        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.FAILURE);
        assertGone();
        host.bench.remove("fail-" + point);
        host.site(SITE);
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);
    }

    /** While it was made, something else had nginx told of all the sites of the bench. */
    @Test
    void one_that_is_cancelled_is_gone_also_where_nginx_knew_it_already() throws Exception {
        host.bench.write("slow-set-password", "");
        long job = host.order(SITES, host.wanted(SITE));
        host.awaitOutput(job, "patch 1");
        var path = StandInBench.path("/domains");
        assertThat(host.over(path, Map.of("domain", "www.client.test")).status())
                .isEqualTo(AgentStatus.SUCCESS);
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);

        host.client.post("/jobs/" + job + "/cancel");

        assertThat(host.client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        assertGone();
        nginx.awaitVisit("www.client.test", "/", "the bench serves " + StandInBench.SITE);
    }

    @Test
    void one_whose_nginx_refuses_its_files_is_gone_and_the_files_are_as_before() throws Exception {
        var broken = nginx.folder().resolve("zz.conf");
        Files.writeString(broken, "this is no nginx;");

        var job = host.over(SITES, host.wanted(SITE));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(Wire.write(job.data())).contains("unknown directive");
        Files.delete(broken);
        assertGone();
    }

    /** What nginx serves already cannot be taken from it as long as it refuses all that it is told. */
    @Test
    void a_route_that_nginx_will_not_give_up_is_taken_once_it_does() throws Exception {
        host.bench.write("slow-set-password", "");
        long job = host.order(SITES, host.wanted(SITE));
        host.awaitOutput(job, "patch 1");
        host.over(StandInBench.path("/domains"), Map.of("domain", "www.client.test"));
        nginx.awaitVisit(SITE, "/", "the bench serves " + SITE);
        var broken = nginx.folder().resolve("zz.conf");
        Files.writeString(broken, "this is no nginx;");
        host.bench.write("fail-after-set-password", "No");
        host.bench.remove("slow-set-password");
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> Set.copyOf(MariaDbServer.shared().made()).equals(before));
        assertThat(host.client.job(job).status()).isEqualTo(AgentStatus.RUNNING);

        Files.delete(broken);

        assertThat(host.client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
        assertGone();
    }

    private void assertGone() throws IOException, InterruptedException {
        assertThat(MariaDbServer.shared().made()).hasSameElementsAs(before);
        assertThat(host.folder(SITE)).doesNotExist();
        assertThat(nginx.files()).doesNotContain(SITE);
        assertThat(nginx.folder()).isDirectoryNotContaining("glob:**.before");
        assertThat(nginx.isGood()).isTrue();
        nginx.awaitNone(SITE, "serves " + SITE);
    }
}
