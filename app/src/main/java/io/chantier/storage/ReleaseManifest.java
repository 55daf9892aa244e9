package io.chantier.storage;

import io.chantier.values.Digest;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A release as the blob that names it: paths in order, so that equal content gives equal bytes. */
record ReleaseManifest(int version, TreeMap<String, File> files, TreeMap<String, String> redirects) {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();

    record File(String blob, long size, String type) {}

    static byte[] write(Map<String, Release.Entry> files, Map<String, String> redirects) {
        var written = new TreeMap<String, File>();
        files.forEach(
                (path, entry) -> written.put(path, new File(entry.blob().value(), entry.size(), entry.contentType())));
        return JSON.writeValueAsBytes(new ReleaseManifest(1, written, new TreeMap<>(redirects)));
    }

    static Release read(Digest name, byte[] bytes) {
        var manifest = JSON.readValue(bytes, ReleaseManifest.class);
        var files = new TreeMap<String, Release.Entry>();
        Function<File, Release.Entry> entry = file -> new Release.Entry(new Digest(file.blob), file.size, file.type);
        manifest.files.forEach((path, file) -> files.put(path, entry.apply(file)));
        return new Release(name, files, manifest.redirects);
    }
}
