package io.chantier.lifecycle;

import io.chantier.jobs.Jobs;
import io.chantier.storage.BlobUse;
import io.chantier.storage.Blobs;
import io.chantier.values.Digest;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Keeps files between two steps in the blob store, so that the second may run on another replica. */
@Component
class Drawer implements BlobUse {

    /** The steps whose results are names in this drawer. */
    static final String STUDIED_BY = "analyse";

    static final String FILLED_BY = "write-content";

    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    private final Blobs blobs;
    private final JsonMapper json;
    private final Jobs jobs;

    Drawer(Blobs blobs, JsonMapper json, Jobs jobs) {
        this.blobs = blobs;
        this.json = json;
        this.jobs = jobs;
    }

    @Override
    public void names(Consumer<Digest> needed) {
        for (var step : List.of(STUDIED_BY, FILLED_BY))
            jobs.resultsOf(step).forEach(name -> needed.accept(new Digest(name)));
    }

    /** The name under which the files are taken out again. */
    String put(SortedMap<String, byte[]> files) {
        var encoded = new TreeMap<String, String>();
        files.forEach((path, bytes) -> encoded.put(path, Base64.getEncoder().encodeToString(bytes)));
        return blobs.put(json.writeValueAsBytes(encoded)).value();
    }

    SortedMap<String, byte[]> take(String name) {
        var bytes = blobs.get(new Digest(name))
                .orElseThrow(() -> new IllegalStateException("The blob store lacks " + name));
        var files = new TreeMap<String, byte[]>();
        json.readValue(bytes, TEXTS)
                .forEach((path, text) -> files.put(path, Base64.getDecoder().decode(text)));
        return files;
    }
}
