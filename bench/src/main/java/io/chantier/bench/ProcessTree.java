package io.chantier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Some processes and all that they started, as the kernel counts them in {@code /proc}. The time of children that ended
 * is their parent's, so a difference of two readings misses nobody.
 */
record ProcessTree(List<Long> roots) {

    private static final double TICKS_A_SECOND = 100;
    private static final Pattern PID = Pattern.compile("\\d+");

    private record Entry(long pid, long parent, long ticks) {}

    /** User and system time so far. */
    double cpuSeconds() {
        return members().stream().mapToLong(Entry::ticks).sum() / TICKS_A_SECOND;
    }

    /** Memory as {@code ps} shows it, pages that processes share counted once for each. */
    long residentMegabytes() {
        return members().stream()
                        .mapToLong(entry -> residentKilobytes(entry.pid()))
                        .sum()
                / 1024;
    }

    private List<Entry> members() {
        Map<Long, List<Entry>> children = new HashMap<>();
        Map<Long, Entry> byPid = new HashMap<>();
        for (var entry : all()) {
            byPid.put(entry.pid(), entry);
            children.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(entry);
        }
        var members = new ArrayList<Entry>();
        var seen = new HashSet<Long>();
        var open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            var pid = open.poll();
            var entry = byPid.get(pid);
            if (entry == null || !seen.add(pid)) continue;
            members.add(entry);
            children.getOrDefault(pid, List.of()).forEach(child -> open.add(child.pid()));
        }
        return members;
    }

    private static List<Entry> all() {
        try (var processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> PID.matcher(path.getFileName().toString()).matches())
                    .map(ProcessTree::entry)
                    .filter(entry -> entry.pid() > 0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** See proc(5): after the name in brackets come state, parent, and from the twelfth on the four times. */
    private static Entry entry(Path folder) {
        try {
            var stat = Files.readString(folder.resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int i = 11; i <= 14; i++) ticks += Long.parseLong(fields[i]);
            return new Entry(Long.parseLong(folder.getFileName().toString()), Long.parseLong(fields[1]), ticks);
        } catch (IOException e) {
            // It ended while we were looking.
            return new Entry(0, 0, 0);
        }
    }

    private static long residentKilobytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
