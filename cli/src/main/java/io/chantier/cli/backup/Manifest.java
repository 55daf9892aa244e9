package io.chantier.cli.backup;

import java.util.List;
import java.util.Map;

/** What a backup holds: every entry of the archive with its digest, and how far the database's modules were migrated. */
record Manifest(int format, String createdAt, String server, Map<String, String> migrations, List<Entry> entries) {

    static final String NAME = "manifest.json";
    static final int FORMAT = 1;

    record Entry(String name, long size, String sha256) {}
}
