package io.chantier.agent;

import io.chantier.agent.benches.BenchName;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.BrokenConfig;
import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Secret;
import io.chantier.agent.databases.DatabaseProcesses;
import io.chantier.agent.databases.DatabaseServer;
import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.agent.databases.Login;
import io.chantier.protocol.AgentClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the server is: load, memory, disk and what runs on it. Sizes are in MiB, as the contract has them. */
final class ServerStatus {

    private static final Path PROC = Path.of("/proc");
    private static final Duration SAMPLE = Duration.ofMillis(150);
    private static final long MIB = 1024L * 1024;
    private static final int MOST_PROCESSES = 30;
    private static final List<String> COLUMNS =
            List.of("USER", "PID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "STAT", "START", "TIME", "COMMAND");

    private static final int MOST_DATABASE_SERVERS = 4;

    private final Benches benches;
    private final Commands commands;
    private final Map<String, String> environment;

    ServerStatus(Benches benches, Commands commands, Map<String, String> environment) {
        this.benches = benches;
        this.commands = commands;
        this.environment = Map.copyOf(environment);
    }

    /** @param rootPassword of the database server of the benches, whose processes nobody else may see */
    Map<String, Object> now(Optional<Secret> rootPassword) throws InterruptedException {
        var processes = processes();
        var status = new LinkedHashMap<String, Object>();
        status.put("mariadb", List.of());
        rootPassword.ifPresent(password -> database(status, Login.root(password)));
        status.put("supervisor", List.of(itself()));
        status.put("nginx", nginx());
        status.put("stats", Map.of("cpu", cpu(), "memory", memory(), "disk", disk()));
        status.put("processes", processes);
        status.put("timestamp", AgentClock.written(LocalDateTime.now(ZoneId.systemDefault())));
        return status;
    }

    /** A server that does not answer, or not to this password, is no reason to tell nothing of the rest. */
    private void database(Map<String, Object> status, Login root) {
        var all = new ArrayList<Object>();
        var servers = benches.all().keySet().stream()
                .flatMap(name -> BenchName.of(name).stream())
                .flatMap(this::database)
                .distinct()
                .limit(MOST_DATABASE_SERVERS)
                .toList();
        for (var server : servers) {
            try {
                all.addAll(DatabaseProcesses.of(server, root));
            } catch (DatabaseTrouble e) {
                status.put("mariadb_error", String.valueOf(e.getMessage()));
            }
        }
        status.put("mariadb", all);
    }

    private Stream<DatabaseServer> database(BenchName bench) {
        try {
            return benches.databaseServer(bench).stream();
        } catch (BrokenConfig _) {
            return Stream.empty(); // nobody could tell which one
        }
    }

    private static Map<String, Object> itself() {
        var up = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        var uptime = "%d:%02d:%02d".formatted(up.toHours(), up.toMinutesPart(), up.toSecondsPart());
        return Map.of(
                "name",
                "agent",
                "group",
                "web",
                "state",
                "RUNNING",
                "online",
                true,
                "description",
                "pid " + ProcessHandle.current().pid() + ", uptime " + uptime);
    }

    /** What the processes of nginx call themselves; empty where none runs. */
    private static String nginx() {
        return ProcessHandle.allProcesses()
                .sorted()
                .map(process -> title(process.pid()))
                .filter(title -> title.startsWith("nginx: "))
                .reduce((one, other) -> one + "\n" + other)
                .orElse("");
    }

    private static String title(long pid) {
        try {
            var line = Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"));
            int end = line.indexOf('\0');
            var title = end < 0 ? line : line.substring(0, end);
            // The master's goes on with the path of its program.
            return title.startsWith("nginx: master process") ? "nginx: master process" : title;
        } catch (IOException _) {
            return ""; // ended meanwhile
        }
    }

    private static Map<String, Object> cpu() throws InterruptedException {
        var before = times();
        Thread.sleep(SAMPLE);
        var usage = new TreeMap<String, Object>();
        times().forEach((cpu, now) -> {
            var then = before.getOrDefault(cpu, now);
            long all = now.all() - then.all();
            usage.put(cpu, all == 0 ? 0.0 : Math.round(1000.0 * (all - now.idle() + then.idle()) / all) / 10.0);
        });
        var load = read("loadavg").getFirst().split(" ");
        return Map.of(
                "usage",
                usage,
                "count",
                Runtime.getRuntime().availableProcessors(),
                "load_average",
                Map.of("1", number(load[0]), "5", number(load[1]), "15", number(load[2])));
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    /** In ticks since the start of the system. */
    private record Times(long all, long idle) {}

    private static Map<String, Times> times() {
        var times = new TreeMap<String, Times>();
        for (var line : read("stat")) {
            if (line.startsWith("cpu")) {
                var words = line.split(" +");
                long all = Arrays.stream(words, 1, Math.min(words.length, 9))
                        .mapToLong(Long::parseLong)
                        .sum();
                times.put(words[0], new Times(all, Long.parseLong(words[4]) + Long.parseLong(words[5])));
            }
        }
        return times;
    }

    private static Map<String, Object> memory() {
        var kib = new TreeMap<String, Long>();
        for (var line : read("meminfo")) {
            var words = line.split("[: ]+");
            kib.put(words[0], Long.parseLong(words[1]));
        }
        long total = mib(kib, "MemTotal");
        long free = mib(kib, "MemFree");
        long available = mib(kib, "MemAvailable");
        long swap = mib(kib, "SwapTotal");
        long swapFree = mib(kib, "SwapFree");
        return Map.of(
                "mem",
                Map.of(
                        "total",
                        total,
                        "used",
                        total - available,
                        "free",
                        free,
                        "available",
                        available,
                        "shared",
                        mib(kib, "Shmem"),
                        "buff/cache",
                        mib(kib, "Buffers") + mib(kib, "Cached") + mib(kib, "SReclaimable")),
                "swap",
                Map.of("total", swap, "used", swap - swapFree, "free", swapFree),
                "total",
                Map.of("total", total + swap, "used", total - available + swap - swapFree, "free", free + swapFree));
    }

    private static long mib(Map<String, Long> kib, String what) {
        return kib.getOrDefault(what, 0L) / 1024;
    }

    /** That of the benches. */
    private Map<String, Object> disk() {
        var disk = benches.directory();
        try {
            var store = Files.getFileStore(Files.exists(disk) ? disk : Path.of("/"));
            long total = store.getTotalSpace() / MIB;
            return Map.of(
                    "total",
                    total,
                    "used",
                    total - store.getUnallocatedSpace() / MIB,
                    "available",
                    store.getUsableSpace() / MIB);
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of " + disk + " cannot be asked", e);
        }
    }

    /** Those with the most memory; without their arguments, in which passwords may stand. */
    private List<Map<String, String>> processes() throws InterruptedException {
        var columns = "user,pid,%cpu,%mem,vsz,rss,tty,stat,start_time,bsdtime,comm";
        var words = List.of("ps", "-A", "--no-headers", "--sort=-rss", "-o", columns);
        var command = Command.of(PROC, words).with(environment).within(Duration.ofSeconds(10));
        if (!(commands.ask(command) instanceof CommandEnd.Succeeded(var _, var output))) {
            return List.of();
        }
        var processes = new ArrayList<Map<String, String>>();
        output.lines().limit(MOST_PROCESSES).forEach(line -> {
            var told = line.strip().split(" +", COLUMNS.size());
            if (told.length == COLUMNS.size()) {
                var process = new LinkedHashMap<String, String>();
                for (int i = 0; i < told.length; i++) {
                    process.put(COLUMNS.get(i), told[i].strip());
                }
                processes.add(process);
            }
        });
        return processes;
    }

    private static List<String> read(String file) {
        try {
            return Files.readAllLines(PROC.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("This system has no /proc/" + file, e);
        }
    }
}
