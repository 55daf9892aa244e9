package io.chantier.preview;

import io.chantier.jobs.Failure;
import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.jobs.Job.JobStep.State;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobState;
import io.chantier.lifecycle.web.JobPanel;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A job in each of its moods. */
final class SampleJobs {

    private static final List<String> STEPS =
            List.of("copy-template", "read-source", "write-content", "adapt-design", "check", "render", "preview");

    private SampleJobs() {}

    static JobPanel running() {
        return view(JobState.RUNNING, 46, 2, State.RUNNING);
    }

    static JobPanel failed() {
        return view(JobState.FAILED, 14, 1, State.FAILED);
    }

    static JobPanel succeeded() {
        return view(JobState.SUCCEEDED, 100, STEPS.size(), State.DONE);
    }

    private static JobPanel view(JobState state, int progress, int at, State stateThere) {
        var steps = IntStream.range(0, STEPS.size())
                .mapToObj(n -> step(STEPS.get(n), n < at ? State.DONE : n == at ? stateThere : State.PENDING))
                .toList();
        var failure = state == JobState.FAILED
                ? new Failure("source-unreachable", Map.of("address", "http://boulangerie.example/"))
                : null;
        var finished = state == JobState.RUNNING ? null : SampleSites.ago(1_195);
        var job = new Job(
                new JobId(UUID.randomUUID()),
                JobOrder.of("generate-site", "x", UUID.randomUUID()),
                state,
                progress,
                steps,
                failure,
                new Job.Times(
                        SampleSites.ago(state == JobState.RUNNING ? 4 : 1_200), SampleSites.ago(1_200), finished));
        return new JobPanel("plomberie-kowalski", job, true, lines());
    }

    private static JobStep step(String name, State state) {
        return new JobStep(
                name,
                state,
                null,
                state == State.PENDING ? null : SampleSites.ago(12),
                state == State.DONE ? SampleSites.ago(11) : null);
    }

    private static List<JobPanel.Line> lines() {
        return List.of(
                new JobPanel.Line(1, SampleSites.ago(9), "Modèle site-astro copié"),
                new JobPanel.Line(1, SampleSites.ago(8), "http://www.plomberie-kowalski.fr/ : 200, ISO-8859-1, 14 ko"),
                new JobPanel.Line(1, SampleSites.ago(7), "http://www.plomberie-kowalski.fr/tarifs.html : 200, 9 ko"),
                new JobPanel.Line(1, SampleSites.ago(6), "6 pages lues, 23 faits, 11 photos, 1 contradiction"),
                new JobPanel.Line(1, SampleSites.ago(4), "<script>alert(1)</script>"));
    }
}
