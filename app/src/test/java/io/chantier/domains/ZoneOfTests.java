package io.chantier.domains;

import io.chantier.domains.dns.Dns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A DNS of TXT records that a test writes and takes away again. */
final class ZoneOfTests implements Dns {

    private final Map<String, List<Rr>> records = new ConcurrentHashMap<>();
    private volatile boolean silent;

    @Override
    public Answer ask(String name, Type type) {
        if (silent) return new Answer.Unreachable(Reason.TIMEOUT);
        var found = records.getOrDefault(name, List.of());
        return found.isEmpty() ? new Answer.NoSuchName() : new Answer.Found(found);
    }

    void say(String name, String value) {
        add(name, new Rr(name, Type.TXT, value, Duration.ofMinutes(5)));
    }

    /** The name is an alias of another one, where the record stands. */
    void sayBehindAlias(String name, String target, String value) {
        add(name, new Rr(name, Type.CNAME, target, Duration.ofMinutes(5)));
        add(name, new Rr(target, Type.TXT, value, Duration.ofMinutes(5)));
    }

    void prove(SiteDomain domain) {
        say(domain.recordName(), domain.recordValue());
    }

    void forget(String name) {
        records.remove(name);
    }

    void fallSilent(boolean silent) {
        this.silent = silent;
    }

    private void add(String name, Rr record) {
        records.computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>()).add(record);
    }
}
