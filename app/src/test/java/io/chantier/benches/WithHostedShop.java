package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.MariaDbServer;
import io.chantier.identity.TeamFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** An installation with a {@link HostedShop}, and room for one site more that is made of it. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
abstract class WithHostedShop {

    protected static final String PASSWORD = "une phrase de passe neuve";

    @TempDir
    private Path home;

    @Autowired
    protected Environment environment;

    @Autowired
    protected JdbcClient database;

    @Autowired
    protected TeamFixture people;

    protected HostedShop shop;
    protected final String slug = "neuf-" + UUID.randomUUID().toString().substring(0, 8);
    protected final String host = slug + ".localhost";
    private List<String> before;

    @BeforeEach
    void open() {
        shop = new HostedShop(home, environment);
        before = MariaDbServer.shared().made();
    }

    @AfterEach
    void close() {
        shop.remove(slug);
        shop.close();
    }

    protected Client browser() {
        return Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
    }

    /** Of the site that was to be made, once the agent has nothing more to do. */
    protected void assertNothingIsLeft() {
        shop.awaitAgent();
        assertThat(shop.folder(host)).doesNotExist();
        assertThat(MariaDbServer.shared().made()).containsExactlyInAnyOrderElementsOf(before);
    }

    /** What visitors of the shop are led to. */
    protected String standing() {
        return database.sql("select standing from bench_site where slug = ?")
                .param(shop.slug)
                .query(String.class)
                .single();
    }

    /** Visitors are led nowhere, and the application was not opened to anybody. */
    protected void assertNobodyWasLetIn() {
        await().atMost(Duration.ofSeconds(10)).until(() -> standing().equals("COMING"));
        assertThat(database.sql("select count(*) from agent_job where server_id = ?::uuid and name = 'Activate Site'")
                        .param(shop.server)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** As if the way back of a step had been tried for half a day. */
    protected void giveUp(String job, String step) {
        Undo.giveUp(database, job, step);
    }

    /** As if the application had ended before it wrote down that its steps were done. */
    protected void loseRecords(String job) {
        shop.awaitState(job, "WAITING");
        assertThat(database.sql("""
                        update job_step set state = 'PENDING', result = '', started_at = null, finished_at = null
                        where job_id = ?::uuid and state = 'DONE'
                        """).param(job).update()).isPositive();
    }
}
