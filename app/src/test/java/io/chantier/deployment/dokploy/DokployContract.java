package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.PlainCaller.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What our client relies on, of the fake and of a real server alike: each finds its own way and leaves nothing behind. */
interface DokployContract {

    String DROP = "/api/trpc/application.dropDeployment";

    PlainCaller caller();

    /** What a site's image is built from: one that serves files on port 80. */
    String image();

    @Test
    default void an_upload_is_built_and_a_deployment_answers_nothing() throws InterruptedException {
        var site = Site.made(this);
        assertThat(caller().drop("/api/application.dropDeployment", site.id, page("one"))
                        .statusCode())
                .isEqualTo(500);
        assertThat(caller().drop(DROP, site.id, page("one")).body()).contains("\"json\":true");

        var first = site.ended(1);
        assertThat(first.path("status").asString()).isEqualTo("done");
        assertThat(first.path("title").asString()).isEqualTo("Manual deployment");
        assertThat(caller().get(
                                "deployment.readLogs",
                                "deploymentId",
                                first.path("deploymentId").asString())
                        .asString())
                .contains("Docker build completed");

        var empty = caller().send("POST", "/api/application.deploy", "application/json", site.asking("title", "job 1"));
        assertThat(empty.statusCode()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
        var second = site.ended(2);
        assertThat(second.path("title").asString()).isEqualTo("job 1");
        assertThat(second.path("deploymentId")).isNotEqualTo(first.path("deploymentId"));
        site.remove();
    }

    @Test
    default void a_build_that_fails_is_an_error_without_a_message() throws InterruptedException {
        var site = Site.made(this);
        caller().drop(DROP, site.id, zip("Dockerfile", "FROM " + image() + "\nRUN false\n", "index.html", "one"));

        var failed = site.ended(1);
        assertThat(failed.path("status").asString()).isEqualTo("error");
        assertThat(failed.path("errorMessage").isNull()).isTrue();
        site.remove();
    }

    @Test
    default void a_container_that_ends_at_once_is_called_done() throws InterruptedException {
        var site = Site.made(this);
        caller().drop(DROP, site.id, zip("Dockerfile", "FROM " + image() + "\nCMD exit 3\n", "index.html", "one"));

        assertThat(site.ended(1).path("status").asString()).isEqualTo("done");
        for (var tries = 0; tries < 120 && !site.tasks().contains("non-zero exit (3)"); tries++) Thread.sleep(500);
        assertThat(site.tasks()).contains("non-zero exit (3)");
        site.remove();
    }

    @Test
    default void names_are_not_unique_and_apps_get_a_suffix() {
        var one = Site.made(this);
        var other = Site.made(this);

        assertThat(one.project).isNotEqualTo(other.project);
        assertThat(one.appName).matches("chantier-contract-.+").isNotEqualTo(other.appName);
        assertThat(caller().get("project.search", "q", "Chantier contract")
                        .path("total")
                        .asInt())
                .isGreaterThanOrEqualTo(2);
        one.remove();
        other.remove();
        assertThat(caller().send("GET", "/api/application.one?applicationId=" + one.id, "", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    default void a_domain_may_be_made_twice_and_has_the_wrong_port_by_itself() {
        var site = Site.made(this);
        var host = site.appName + ".example.test";
        for (var times = 0; times < 2; times++) {
            var domain = caller().post("domain.create", Map.of("host", host, "applicationId", site.id));
            assertThat(domain.path("port").asInt()).isEqualTo(3000);
        }
        assertThat(caller().get("domain.byApplicationId", "applicationId", site.id))
                .hasSize(2);
        assertRefused(
                post("domain.create", "{\"host\":\"not a host!\",\"applicationId\":\"" + site.id + "\"}"), "host");
        site.remove();
    }

    @Test
    default void a_form_that_is_not_whole_is_refused() {
        var site = Site.made(this);
        var build =
                post("application.saveBuildType", "{\"applicationId\":\"" + site.id + "\",\"buildType\":\"static\"}");
        assertRefused(build, "railpackVersion");
        var environment =
                post("application.saveEnvironment", "{\"applicationId\":\"" + site.id + "\",\"env\":\"A=1\"}");
        assertRefused(environment, "createEnvFile");
        site.remove();
    }

    @Test
    default void what_is_asked_wrongly_is_answered_as_it_was_recorded() {
        assertThat(caller().send("GET", "/api/application.nothere", "", null).statusCode())
                .isEqualTo(404);
        assertThat(post("project.all", "{}").statusCode()).isEqualTo(404);
        assertThat(caller().send("POST", "/api/application.stop", "text/plain", "{}".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(415);
        assertThat(post("application.stop", "{not json").body()).isEqualTo("Invalid JSON");
        var bearer = caller().send("GET", "/api/project.all", Map.of("authorization", "Bearer x"), null);
        assertThat(bearer.statusCode()).isEqualTo(401);
        assertThat(caller().get("settings.getDokployVersion").asString()).startsWith("v0.");
    }

    private HttpResponse<String> post(String procedure, String body) {
        return caller().send("POST", "/api/" + procedure, "application/json", body.getBytes(UTF_8));
    }

    private static void assertRefused(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .path("data")
                        .path("zodError")
                        .path("fieldErrors")
                        .has(field))
                .isTrue();
    }

    private byte[] page(String text) {
        return zip("Dockerfile", "FROM " + image() + "\nCOPY index.html /usr/share/nginx/html/\n", "index.html", text);
    }

    /** An application in a project of its own. */
    final class Site {

        private static final String NAME = "Chantier contract";

        private final PlainCaller caller;
        private final String project;
        private final String id;
        private final String appName;

        private Site(PlainCaller caller, String project, JsonNode application) {
            this.caller = caller;
            this.project = project;
            this.id = application.path("applicationId").asString();
            this.appName = application.path("appName").asString();
        }

        static Site made(DokployContract contract) {
            var caller = contract.caller();
            var made = caller.post("project.create", Map.of("name", NAME));
            var application = caller.post(
                    "application.create",
                    Map.of(
                            "name", "contract",
                            "appName", "chantier-contract",
                            "environmentId",
                                    made.path("environment")
                                            .path("environmentId")
                                            .asString()));
            var site = new Site(caller, made.path("project").path("projectId").asString(), application);
            var build = new TreeMap<String, Object>();
            for (var name : new String[] {"dockerContextPath", "dockerBuildStage", "herokuVersion", "railpackVersion"})
                build.put(name, "");
            build.put("applicationId", site.id);
            build.put("buildType", "dockerfile");
            build.put("dockerfile", "Dockerfile");
            caller.post("application.saveBuildType", build);
            return site;
        }

        byte[] asking(String name, String value) {
            return JsonMapper.shared().writeValueAsBytes(Map.of("applicationId", id, name, value));
        }

        /** The newest deployment, once there are so many and it has ended. */
        JsonNode ended(int deployments) throws InterruptedException {
            for (var tries = 0; tries < 600; tries++) {
                var all = caller.get("deployment.all", "applicationId", id);
                if (all.size() >= deployments
                        && !all.path(0).path("status").asString().equals("running")) return all.path(0);
                Thread.sleep(tries < 50 ? 20 : 500);
            }
            throw new AssertionError("no end of deployment " + deployments + " of " + appName);
        }

        String tasks() {
            return caller.get("docker.getServiceContainersByAppName", "appName", appName)
                    .toString();
        }

        void remove() {
            caller.post("application.delete", Map.of("applicationId", id));
            caller.post("project.remove", Map.of("projectId", project));
        }
    }
}
