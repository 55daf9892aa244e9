package io.chantier.bench;

import io.chantier.deployment.Deployments;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.storage.ReleasePointers.Publication;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Somebody presses <em>Go back to this one</em>: from the request to the public page of the earlier release, and to the
 * answer, which comes when it was seen from outside. Beside it the naive way, which brings the earlier version back and
 * builds, examines and publishes it again.
 *
 * <p>Goal: 5 s.
 */
final class RollbackBench {

    private static final String HERE = "/sites/" + LiveBench.SLUG;

    private final Jobs jobs;
    private final Reader reader;
    private final Deployments deployments;
    private final Revisions revisions;
    private final Site site;

    private RollbackBench(Installation installation) throws IOException, InterruptedException {
        this.jobs = installation.part(Jobs.class);
        this.reader = Reader.signedIn(installation);
        this.deployments = installation.part(Deployments.class);
        this.revisions = installation.part(Revisions.class);
        this.site = LiveBench.create(installation);
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = List.of(arguments).contains("--quick");
        System.out.println(Machine.describe());
        ProcessTree.keepOrphans();
        System.setProperty("chantier.lighthouse.night", "-");
        System.setProperty("chantier.checks.browser", "never");
        try (var installation = Installation.start()) {
            var bench = new RollbackBench(installation);
            bench.publish("Avant");
            bench.publish("Après");
            System.out.printf("%-58s %4s %8s %8s %8s%n", "", "n", "p50 ms", "p95 ms", "max ms");
            bench.switched(quick ? 10 : 60);
            bench.builtAgain(quick ? 5 : 20);
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(0);
    }

    private void publish(String text) throws IOException, InterruptedException {
        var form = reader.get(LiveBench.FORM).body();
        var fields = Map.of("revision", LiveBench.found(form), "on", "/", LiveBench.TITLE, text);
        press(LiveBench.FORM, form, fields);
        press(HERE + "/deploy", form, Map.of());
        until(text);
        LiveBench.rest(jobs);
    }

    /** Back and forth between the last two releases. */
    private void switched(int times) throws IOException, InterruptedException {
        var releases = deployments.history(site).stream()
                .map(Publication::release)
                .limit(2)
                .toList();
        var shown = new double[times];
        var answered = new double[times];
        for (int i = -2; i < times; i++) {
            boolean back = i % 2 == 0;
            var form = reader.get(HERE + "/releases").body();
            long begun = System.nanoTime();
            press(HERE + "/releases/" + releases.get(back ? 1 : 0) + "/current", form, Map.of());
            if (i >= 0) answered[i] = (System.nanoTime() - begun) / 1e6;
            until(back ? "Avant" : "Après");
            if (i >= 0) shown[i] = (System.nanoTime() - begun) / 1e6;
            LiveBench.rest(jobs);
        }
        LiveBench.row("back to a release that is kept, until the public sees it", shown);
        LiveBench.row("  until the answer, seen from outside by us", answered);
    }

    /** The same two versions, each built once more. */
    private void builtAgain(int times) throws IOException, InterruptedException {
        var versions = revisions.list(site, 2).stream().map(Revision::id).toList();
        var millis = new double[times];
        for (int i = -2; i < times; i++) {
            boolean back = i % 2 == 0;
            var form = reader.get(LiveBench.FORM).body();
            long begun = System.nanoTime();
            press(HERE + "/revisions/" + versions.get(back ? 1 : 0) + "/restoration", form, Map.of());
            press(HERE + "/deploy", form, Map.of());
            until(back ? "Avant" : "Après");
            if (i >= 0) millis[i] = (System.nanoTime() - begun) / 1e6;
            LiveBench.rest(jobs);
        }
        LiveBench.row("naive: the earlier version rendered and published again", millis);
    }

    private void press(String path, String form, Map<String, String> fields) throws IOException, InterruptedException {
        var answer = reader.post(path, form, fields);
        if (answer.statusCode() != 302)
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }

    private void until(String text) throws IOException, InterruptedException {
        var address = deployments.of(site);
        while (!Web.get(address.getPort(), address.getAuthority(), "/", "identity")
                .text()
                .contains(text)) Thread.sleep(1);
    }
}
