package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeState.key;

import io.chantier.deployment.dokploy.FakeHttp.Reply;
import io.chantier.deployment.dokploy.FakeHttp.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Dokploy 0.30.2 in this process, with its Traefik on a second port: it obeys {@code contracts/dokploy.md}, traps
 * included, and is compared with what the real server said, request by request. What is not recorded is said where it
 * is made up.
 */
public final class FakeDokploy implements AutoCloseable {

    /** @param procedure {@code application.create}, whichever route it came by  @param body of a form: its fields, and each file with its size */
    public record Asked(String method, String path, String query, String procedure, String body) {}

    private final FakeState state = new FakeState();
    private final FakeTroubles troubles = new FakeTroubles();
    private final FakeQueue queue = new FakeQueue(state);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final String token = FakeIds.nanoid() + FakeIds.nanoid();
    private final FakeApi api;
    private final FakeHttp server;
    private final FakeHttp traefik;

    public FakeDokploy() {
        var procedures = new FakeProcedures();
        var applications = new FakeApplications(state);
        var deployments = new FakeDeployments(state, queue, troubles, applications);
        new FakeSettings(state).addTo(procedures);
        new FakeProjects(state).addTo(procedures);
        new FakeDomains(state).addTo(procedures);
        applications.addTo(procedures);
        deployments.addTo(procedures);
        api = new FakeApi(state, procedures, troubles, deployments, token);
        server = new FakeHttp(this::answer);
        traefik = new FakeHttp(new FakeTraefik(state)::answer);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** Where the sites are: each by the Host header of a domain that was created. */
    public URI traefik() {
        return URI.create("http://127.0.0.1:" + traefik.port());
    }

    public String token() {
        return token;
    }

    /** All that was asked since the start or since {@link #forgetRequests}. */
    public List<Asked> requests() {
        return List.copyOf(asked);
    }

    public long count(String procedure) {
        return asked.stream().filter(one -> one.procedure().equals(procedure)).count();
    }

    public void forgetRequests() {
        asked.clear();
    }

    /** Every call waits this long first. */
    public void slow(Duration wait) {
        troubles.slow = wait;
    }

    /** Nobody listens; the sites stay. */
    public void down() {
        server.down();
    }

    public void up() {
        server.up();
    }

    /** Every call gets this status, and a page of a proxy. */
    public void failing(int status) {
        troubles.failing = status;
    }

    /** The next call of this gets this status and is not done. */
    public void failing(String procedure, int status) {
        troubles.failOnce(procedure, status);
    }

    /** Every connection is reset before anything is done. */
    public void resetting() {
        troubles.resetting = true;
    }

    /** The next call of this is done, and its connection is reset before the answer. */
    public void losingAnswerOf(String procedure) {
        troubles.loseAnswer(procedure);
    }

    /** The login page or an error page of a proxy, with 200. */
    public void answeringHtml() {
        troubles.html = true;
    }

    /** Deployments are accepted and never seen again. */
    public void losingDeployRequests() {
        troubles.losesDeployRequests = true;
    }

    /** The key is one as the dashboard makes it: ten verifications, of which a REST call needs two. */
    public void rateLimited() {
        troubles.rateLimited = true;
    }

    /** Ends all troubles of this kind: slow, failing, resetting, HTML, lost requests, the limit of the key. */
    public void healthy() {
        troubles.clear();
    }

    /** What waited is forgotten, what ran is cancelled. */
    public void restart() {
        server.hangUp();
        queue.restart();
    }

    /** What is accepted waits, without a row, until {@link #finishBuilds}. */
    public void holdingQueue() {
        queue.hold(true);
    }

    /** What starts runs on until {@link #finishBuilds}: without that call a build hangs. */
    public void pausingBuilds() {
        queue.pause(true);
    }

    /** Whether a build has begun and not ended. */
    public boolean isBuilding() {
        return queue.isBuilding();
    }

    /** Lets all go on, and waits until nothing is left to do. */
    public void finishBuilds() throws InterruptedException {
        queue.hold(false);
        queue.pause(false);
        queue.awaitIdle();
    }

    /** A person deletes this in Dokploy's own pages: a project, an environment, an application or a domain. */
    public void deletedByHand(String id) {
        synchronized (state) {
            if (state.projects.containsKey(id)) state.removeProject(id);
            else if (state.environments.containsKey(id)) state.removeEnvironment(id);
            else if (state.applications.containsKey(id)) state.removeApplication(id);
            else state.removeDomain(id);
        }
    }

    /** A person deletes a name in its dashboard. */
    public void domainDeletedByHand(String host) {
        synchronized (state) {
            List.copyOf(state.domains.values()).stream()
                    .filter(row -> row.path("host").asString("").equals(host))
                    .forEach(row -> state.removeDomain(row.path("domainId").asString("")));
        }
    }

    /** The rows stay, Traefik knows nothing of the host any more. */
    public void losingRouteOf(String host) {
        synchronized (state) {
            state.routes
                    .values()
                    .forEach(
                            file -> file.values().removeIf(route -> route.host().equals(host)));
        }
    }

    /** What changed since, is not there or is refused: {@code v0.24.0} up to {@code v0.30.2}. */
    public void olderVersion(String version) {
        state.version = new FakeVersion(version);
    }

    /** The network has addresses for so many services; of later ones no task starts (the words are Docker's, not recorded). */
    public void fullAfter(int services) {
        state.swarm.room(services);
    }

    /** Another server to run sites on (its row is as the source has it, no recording shows one). */
    public String addServer(String name) {
        var id = FakeIds.nanoid();
        synchronized (state) {
            state.servers.put(
                    id,
                    FakeState.row()
                            .put("serverId", id)
                            .put("name", name)
                            .putNull("description")
                            .put("ipAddress", "192.0.2.10")
                            .put("port", 22)
                            .put("username", "root")
                            .put("createdAt", FakeState.now())
                            .put("organizationId", FakeState.ORGANIZATION)
                            .put("serverStatus", "active")
                            .put("serverType", "deploy"));
        }
        return id;
    }

    /** The ids of the applications of this name, in the order in which they were created. */
    public List<String> applications(String name) {
        synchronized (state) {
            return FakeState.of(state.applications, "name", name).stream()
                    .map(row -> key(row, "applicationId"))
                    .toList();
        }
    }

    public int projectCount() {
        synchronized (state) {
            return state.projects.size();
        }
    }

    public int applicationCount() {
        synchronized (state) {
            return state.applications.size();
        }
    }

    public int domainCount() {
        synchronized (state) {
            return state.domains.size();
        }
    }

    @Override
    public void close() {
        server.close();
        traefik.close();
        queue.close();
    }

    private Reply answer(Request request) throws InterruptedException {
        asked.add(new Asked(
                request.method(), request.path(), request.query(), FakeApi.procedure(request.path()), said(request)));
        return api.answer(request);
    }

    private static String said(Request request) {
        var form = FakeMultipart.read(request.header("content-type"), request.body());
        return form == null ? new String(request.body(), StandardCharsets.UTF_8) : form.words();
    }
}
