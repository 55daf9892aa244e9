package io.chantier.dashboard.web;

import io.chantier.jobs.JobState;
import io.chantier.jobs.Jobs.Ended;
import io.chantier.web.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was done in the last days.
 *
 * @param days all of them, the oldest first, also those on which nothing was done
 * @param failures why jobs failed, the most frequent first
 * @param largest the largest sites that are online
 */
public record ActivityView(int length, List<Day> days, List<Failure> failures, List<Large> largest, long servedBytes) {

    private static final int SHOWN_FAILURES = 8;

    /** How many days a reader may ask for. */
    public static final List<Integer> LENGTHS = List.of(7, 30, 90);

    /**
     * One day.
     *
     * @param seconds the median duration of the jobs that succeeded; 0 where none did
     */
    public record Day(LocalDate date, long succeeded, long failed, long cancelled, double seconds) {

        public long all() {
            return succeeded + failed + cancelled;
        }

        /** Day and month in the reader's order: {@code 23/10} or {@code 10/23}. */
        public String label(Frame frame) {
            return DateTimeFormatter.ofLocalizedPattern("Md")
                    .withLocale(frame.locale())
                    .format(date);
        }
    }

    /** @param code of the problem */
    public record Failure(String code, long count) {}

    /** A site that is online, and how large. */
    public record Large(String name, String slug, int files, long bytes) {}

    static List<Day> days(List<Ended> ended, LocalDate today, int length, ZoneId zone) {
        var byDay = ended.stream()
                .collect(Collectors.groupingBy(
                        job -> LocalDate.ofInstant(job.finishedAt(), zone), TreeMap::new, Collectors.toList()));
        var days = new ArrayList<Day>();
        for (var date = today.minusDays(length - 1L); !date.isAfter(today); date = date.plusDays(1))
            days.add(day(date, byDay.getOrDefault(date, List.of())));
        return days;
    }

    static List<Failure> failures(List<Ended> ended) {
        var counts = ended.stream()
                .map(Ended::failure)
                .filter(code -> code != null && !code.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> new Failure(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(Failure::count).reversed().thenComparing(Failure::code))
                .limit(SHOWN_FAILURES)
                .toList();
    }

    public boolean isEmpty() {
        return days.stream().allMatch(day -> day.all() == 0) && largest.isEmpty();
    }

    public long done() {
        return days.stream().mapToLong(Day::succeeded).sum();
    }

    public long failed() {
        return days.stream().mapToLong(Day::failed).sum();
    }

    private static Day day(LocalDate date, List<Ended> jobs) {
        return new Day(
                date,
                count(jobs, JobState.SUCCEEDED),
                count(jobs, JobState.FAILED),
                count(jobs, JobState.CANCELLED),
                median(jobs));
    }

    private static long count(List<Ended> jobs, JobState state) {
        return jobs.stream().filter(job -> job.state() == state).count();
    }

    private static double median(List<Ended> jobs) {
        var seconds = jobs.stream()
                .filter(job -> job.state() == JobState.SUCCEEDED)
                .mapToDouble(ActivityView::seconds)
                .sorted()
                .toArray();
        return seconds.length == 0 ? 0 : Math.round(seconds[seconds.length / 2] * 10) / 10.0;
    }

    private static double seconds(Ended job) {
        Instant began = job.startedAt() == null ? job.finishedAt() : job.startedAt();
        return Duration.between(began, job.finishedAt()).toMillis() / 1000.0;
    }
}
