package io.chantier.deployment.dokploy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The services that run, each with its tasks: a new image starts first, and where it fails the old one goes on. */
final class FakeSwarm {

    private static final int HISTORY = 5;

    private final Map<String, Service> services = new HashMap<>();
    private int room = Integer.MAX_VALUE;

    /** From the n-th service on there is no address left for its tasks. */
    synchronized void room(int services) {
        room = services;
    }

    /** @param hostPort whether a port of the machine is published, which only one task can have at a time */
    synchronized void roll(String appName, FakeImage image, boolean hostPort, boolean stopFirst) {
        var service = services.get(appName);
        if (service == null) {
            service = new Service(appName, services.size() >= room);
            services.put(appName, service);
        }
        service.roll(image, hostPort, stopFirst);
    }

    synchronized void stop(String appName) {
        service(appName).stop();
    }

    synchronized void start(String appName) {
        service(appName).start();
    }

    synchronized void remove(String appName) {
        services.remove(appName);
    }

    /** What answers for this service now, or null where no task of it runs. */
    synchronized @Nullable FakeImage serving(String appName) {
        var service = services.get(appName);
        return service == null || service.stopped ? null : service.serving;
    }

    synchronized ArrayNode tasks(String appName) {
        var listed = JsonNodeFactory.instance.arrayNode();
        var service = services.get(appName);
        if (service != null) service.tasks.forEach(task -> task.list(appName, listed));
        return listed;
    }

    synchronized List<String> names() {
        return new ArrayList<>(services.keySet());
    }

    private Service service(String appName) {
        var service = services.get(appName);
        if (service == null) throw FakeRefusal.broken("(HTTP code 404) no such service - service " + appName);
        return service;
    }

    /** @param state what the swarm wants of it: running or shutdown */
    private record Task(String id, String state, String doing, Instant since, String error) {

        static Task running(String doing, String error) {
            return new Task(FakeIds.task(), "running", doing, Instant.now(), error);
        }

        static Task over(String doing, String error) {
            return new Task(FakeIds.task(), "shutdown", doing, Instant.now(), error);
        }

        boolean runs() {
            return state.equals("running") && doing.equals("Running");
        }

        Task ended() {
            return state.equals("running") ? new Task(id, "shutdown", "Shutdown", Instant.now(), error) : this;
        }

        void list(String appName, ArrayNode into) {
            into.addObject()
                    .put("containerId", id)
                    .put("name", appName + ".1")
                    .put("state", state)
                    .put("currentState", doing + " " + ago(Duration.between(since, Instant.now())))
                    .put("node", runs() || state.equals("shutdown") ? "vm" : "")
                    .put("error", error.isEmpty() ? "" : "\"" + error + "\"");
        }

        private static String ago(Duration time) {
            if (time.toSeconds() < 1) return "less than a second ago";
            if (time.toSeconds() < 60) return time.toSeconds() + " seconds ago";
            return time.toMinutes() < 2 ? "about a minute ago" : time.toMinutes() + " minutes ago";
        }
    }

    private static final class Service {

        private final String appName;
        private final boolean withoutAddress;
        private final Deque<Task> tasks = new ArrayDeque<>();
        private @Nullable FakeImage serving;
        private @Nullable FakeImage wanted;
        private boolean stopped;
        private boolean holdsPort;

        Service(String appName, boolean withoutAddress) {
            this.appName = appName;
            this.withoutAddress = withoutAddress;
        }

        void roll(FakeImage image, boolean hostPort, boolean stopFirst) {
            wanted = image;
            stopped = false;
            if (withoutAddress) pend("Rejected", "node is missing network attachments, ip addresses may be exhausted");
            else if (hostPort && holdsPort && !stopFirst)
                pend("Pending", "no suitable node (host-mode port already in use on 1 node)");
            else if (image.exit().isPresent()) fail(image.exit().getAsInt());
            else {
                end();
                tasks.addFirst(Task.running("Running", ""));
                serving = image;
                holdsPort = hostPort;
            }
            while (tasks.size() > HISTORY) tasks.removeLast();
        }

        /** A first version is tried over and over; a later one is rolled back, and nobody is told. */
        private void fail(int exit) {
            var error = exit == 0 ? "" : "task: non-zero exit (" + exit + ")";
            var doing = exit == 0 ? "Complete" : "Failed";
            tasks.addFirst(Task.over(doing, error));
            tasks.addFirst(serving == null ? Task.running("Ready", "") : Task.over("Shutdown", ""));
        }

        private void pend(String doing, String error) {
            tasks.removeIf(task -> task.doing().equals(doing));
            tasks.addFirst(Task.running(doing, error));
        }

        void stop() {
            stopped = true;
            holdsPort = false;
            end();
        }

        void start() {
            if (!stopped) return;
            if (wanted == null) throw FakeRefusal.broken("no image for " + appName);
            roll(wanted, false, true);
        }

        private void end() {
            var ended = tasks.stream().map(Task::ended).toList();
            tasks.clear();
            tasks.addAll(ended);
        }
    }
}
