package io.chantier.ingress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps the files that proxies watch as the routing table is. Any number of replicas may do so in one folder. */
class ProxyFiles {

    private static final Logger log = LoggerFactory.getLogger(ProxyFiles.class);

    private final List<Kept> files;
    private final Map<Kept, String> troubles = new HashMap<>();

    ProxyFiles(List<Kept> files) {
        this.files = List.copyOf(files);
    }

    /** A file of ours in a folder of theirs. */
    record Kept(Path folder, String name, Supplier<Document> content) {}

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT1S")
    void write() {
        files.forEach(this::write);
    }

    private void write(Kept file) {
        try {
            var document = file.content().get();
            boolean changed = new KeptFile(file.folder(), file.name()).keep(document.bytes());
            troubles.remove(file);
            if (changed) log.debug("Routes {} written to {}", document.digest().brief(), file.folder());
        } catch (IOException e) {
            say(
                    file,
                    "%s cannot be written to %s, which has to exist and be writable for us (%s)"
                            .formatted(file.name(), file.folder(), e));
        } catch (DataAccessException e) {
            say(file, "the sites cannot be read (" + e.getMessage() + ")");
        }
    }

    /** Once for each reason: this is tried every two seconds, and what the proxy has read stays good. */
    private void say(Kept file, String trouble) {
        if (!trouble.equals(troubles.put(file, trouble))) {
            log.warn("The proxy does not hear of changes: {}", trouble);
        }
    }
}
