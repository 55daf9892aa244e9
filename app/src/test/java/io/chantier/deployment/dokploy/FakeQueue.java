package io.chantier.deployment.dokploy;

import static io.chantier.deployment.dokploy.FakeState.key;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The deployments that wait, in memory only: one at a time runs on each server. */
final class FakeQueue implements AutoCloseable {

    record Job(String id, String applicationId, String title, String description, boolean rebuild, long at) {}

    private record Running(Job job, String deploymentId, long since) {}

    private final FakeState state;
    private final Map<String, Deque<Job>> waiting = new HashMap<>();
    private final Map<String, Running> running = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private int numbers;
    private boolean closed;
    private boolean held;
    private boolean paused;

    FakeQueue(FakeState state) {
        this.state = state;
    }

    /** Nothing starts: what is accepted has no row yet. */
    synchronized void hold(boolean held) {
        this.held = held;
        notifyAll();
    }

    /** What starts does not end. */
    synchronized void pause(boolean paused) {
        this.paused = paused;
        notifyAll();
    }

    synchronized void add(String server, String applicationId, String title, String description, boolean rebuild) {
        var job = new Job("job-" + ++numbers, applicationId, title, description, rebuild, System.currentTimeMillis());
        var queue = waiting.get(server);
        if (queue == null) {
            queue = new ArrayDeque<>();
            waiting.put(server, queue);
            Thread.ofVirtual().name("fake-builds").start(() -> work(server));
        }
        queue.add(job);
        notifyAll();
    }

    /** What was running is marked (up to 0.25 it is called running for ever), what was waiting leaves no trace. */
    void restart() {
        synchronized (state) {
            synchronized (this) {
                waiting.values().forEach(Deque::clear);
                running.values().forEach(job -> ended.add(job.deploymentId()));
                if (state.version.since("v0.26.0"))
                    running.values().forEach(job -> end(job.deploymentId(), "cancelled"));
                running.clear();
                notifyAll();
            }
        }
    }

    synchronized void forget(String applicationId) {
        waiting.values()
                .forEach(queue -> queue.removeIf(job -> job.applicationId().equals(applicationId)));
    }

    /** @return whether that deployment was running */
    boolean kill(String deploymentId) {
        synchronized (state) {
            synchronized (this) {
                if (running.values().stream()
                        .noneMatch(job -> job.deploymentId().equals(deploymentId))) return false;
                ended.add(deploymentId);
                end(deploymentId, "error");
                notifyAll();
                return true;
            }
        }
    }

    synchronized @Nullable String runningFor(String applicationId) {
        return running.values().stream()
                .filter(job -> job.job().applicationId().equals(applicationId))
                .map(Running::deploymentId)
                .findFirst()
                .orElse(null);
    }

    synchronized boolean isBuilding() {
        return !running.isEmpty();
    }

    /** @throws InterruptedException the caller waits no longer */
    synchronized void awaitIdle() throws InterruptedException {
        while (!running.isEmpty() || waiting.values().stream().anyMatch(queue -> !queue.isEmpty())) wait();
    }

    ArrayNode list() {
        synchronized (state) {
            synchronized (this) {
                var listed = FakeState.list();
                running.values().forEach(job -> describe(listed.addObject(), job.job(), "active", job.since()));
                waiting.values()
                        .forEach(queue -> queue.forEach(job -> describe(listed.addObject(), job, "waiting", 0)));
                return listed;
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void describe(ObjectNode row, Job job, String name, long since) {
        row.put("id", job.id()).put("name", "deployments");
        row.putObject("data")
                .put("applicationId", job.applicationId())
                .put("titleLog", job.title())
                .put("descriptionLog", job.description())
                .put("type", job.rebuild() ? "redeploy" : "deploy")
                .put("applicationType", "application")
                .put("server", false);
        row.put("timestamp", job.at());
        if (since > 0) row.put("processedOn", since);
        row.put("state", name);
        var application = state.applications.get(job.applicationId());
        if (application == null) return;
        var project = key(state.projectOf(application), "projectId");
        row.putObject("servicePath")
                .put(
                        "href",
                        "/dashboard/project/%s/environment/%s/services/application/%s"
                                .formatted(project, key(application, "environmentId"), job.applicationId()))
                .put("label", "Application");
    }

    private void work(String server) {
        try {
            while (true) {
                Running job;
                synchronized (state) {
                    job = begin(server);
                }
                if (job == null) {
                    synchronized (this) {
                        if (closed) return;
                        if (held || queue(server).isEmpty()) wait();
                    }
                } else run(server, job);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Running begin(String server) {
        if (closed || held) return null;
        var job = queue(server).poll();
        if (job == null) return null;
        notifyAll();
        var application = state.applications.get(job.applicationId());
        if (application == null) return null;
        var deployment = FakeDeployments.row(application, job.title(), job.description());
        state.addDeployment(deployment);
        application.put("applicationStatus", "running");
        var begun = new Running(job, key(deployment, "deploymentId"), System.currentTimeMillis());
        state.logs.put(begun.deploymentId(), "Initializing deployment\n");
        running.put(server, begun);
        return begun;
    }

    private void run(String server, Running job) throws InterruptedException {
        synchronized (this) {
            while (paused && !closed && !ended.contains(job.deploymentId())) wait();
            if (closed) return;
        }
        synchronized (state) {
            synchronized (this) {
                if (!ended.remove(job.deploymentId())) finish(job);
                running.remove(server, job);
                notifyAll();
            }
        }
    }

    private void finish(Running job) {
        var application = state.applications.get(job.job().applicationId());
        if (application == null) return;
        var build = FakeBuild.of(application, state.code.get(job.job().applicationId()));
        state.logs.put(job.deploymentId(), build.log());
        if (build.image() != null) {
            var hostPort = FakeState.of(
                            state.others("ports"), "applicationId", job.job().applicationId())
                    .stream()
                    .anyMatch(port -> key(port, "publishMode").equals("host"));
            var stopFirst = application
                    .path("updateConfigSwarm")
                    .path("Order")
                    .asString("")
                    .equals("stop-first");
            state.swarm.roll(key(application, "appName"), build.image(), hostPort, stopFirst);
        }
        end(job.deploymentId(), build.image() == null ? "error" : "done");
    }

    private void end(String deploymentId, String status) {
        var deployment = state.deployments.get(deploymentId);
        if (deployment == null) return;
        deployment.put("status", status).put("finishedAt", FakeState.now());
        var application = state.applications.get(key(deployment, "applicationId"));
        if (application != null) application.put("applicationStatus", status.equals("cancelled") ? "idle" : status);
    }

    private Deque<Job> queue(String server) {
        return waiting.getOrDefault(server, new ArrayDeque<>());
    }
}
