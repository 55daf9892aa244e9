package io.chantier.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Some processes and all that they started, as the kernel counts them in {@code /proc}. The time of children that ended
 * is their parent's, so a difference of two readings misses nobody.
 */
record ProcessTree(List<Long> roots) {

    private static final double TICKS_A_SECOND = 100;
    private static final int CHILD_SUBREAPER = 36;
    private static final Pattern PID = Pattern.compile("\\d+");

    /**
     * Makes this process the parent of descendants whose own parent ends before them, as that of a sandbox does; they would
     * be counted nowhere otherwise. See prctl(2), {@code PR_SET_CHILD_SUBREAPER}.
     */
    @SuppressWarnings("restricted")
    static void keepOrphans() {
        var linker = Linker.nativeLinker();
        var types = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG);
        var prctl = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("prctl"), types, Linker.Option.firstVariadicArg(1));
        try {
            if ((int) prctl.invokeExact(CHILD_SUBREAPER, 1L) != 0) throw new IllegalStateException("prctl failed");
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private record Entry(String program, long pid, long parent, long ticks) {}

    /** User and system time so far. */
    double cpuSeconds() {
        return members().stream().mapToLong(Entry::ticks).sum() / TICKS_A_SECOND;
    }

    /** The same by the name of the program. */
    SortedMap<String, Double> cpuSecondsByProgram() {
        return members().stream()
                .collect(Collectors.toMap(
                        Entry::program, entry -> entry.ticks() / TICKS_A_SECOND, Double::sum, TreeMap::new));
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
            var program = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
            return new Entry(
                    program, Long.parseLong(folder.getFileName().toString()), Long.parseLong(fields[1]), ticks);
        } catch (IOException e) {
            // It ended while we were looking.
            return new Entry("", 0, 0, 0);
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
