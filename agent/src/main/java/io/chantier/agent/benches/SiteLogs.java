package io.chantier.agent.benches;

import io.chantier.protocol.AgentClock;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the programs of a site wrote down, for whoever looks for a cause. Links are no logs. */
public final class SiteLogs {

    private static final String FOLDER = "logs";
    private static final int MOST = 1024 * 1024;
    private static final double KILOBYTE = 1000;

    private final Benches benches;

    public SiteLogs(Benches benches) {
        this.benches = benches;
    }

    /** @param size in kilobytes */
    public record Log(String name, double size, String created, String modified) {

        static Log of(String name, BasicFileAttributes file) {
            return new Log(
                    name, file.size() / KILOBYTE, written(file.creationTime()), written(file.lastModifiedTime()));
        }

        private static String written(FileTime time) {
            return AgentClock.written(LocalDateTime.ofInstant(time.toInstant(), ZoneId.systemDefault()));
        }
    }

    /** All of a site, the one that was written last first. */
    public List<Log> all(BenchName bench, SiteName site) {
        return inFolder(bench, site, folder -> {
                    var logs = new ArrayList<Log>();
                    for (var name : folder.names()) {
                        folder.file(name).ifPresent(file -> logs.add(Log.of(name, file)));
                    }
                    logs.sort(Comparator.comparing(Log::modified).reversed());
                    return Optional.of(List.copyOf(logs));
                })
                .orElseGet(List::of);
    }

    /** The end of a log, whole lines of at most a megabyte; empty where there is none of this name. */
    public Optional<String> end(BenchName bench, SiteName site, String name) {
        // A name that is listed leads nowhere else.
        return inFolder(
                bench, site, folder -> folder.names().contains(name) ? folder.end(name, MOST) : Optional.empty());
    }

    private <T> Optional<T> inFolder(BenchName bench, SiteName site, Function<Folder, Optional<T>> work) {
        return benches.inSite(bench, site, inSite -> {
            try (var folder = inSite.child(FOLDER).orElse(null)) {
                return folder == null ? Optional.empty() : work.apply(folder);
            }
        });
    }
}
