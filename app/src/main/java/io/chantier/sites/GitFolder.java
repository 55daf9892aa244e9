package io.chantier.sites;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.BundleWriter;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TransportBundleStream;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A bare git repository as a cache of a site's revisions; the only class that knows JGit. */
final class GitFolder implements AutoCloseable {

    private static final String BUNDLED = "refs/heads/revision";

    /** A bundle holds a handful of objects: no threads to start for it. */
    private static final PackConfig PACKING = packing();

    private final Repository repository;

    private GitFolder(Repository repository) {
        this.repository = repository;
    }

    static GitFolder open(Path folder) {
        try {
            var repository = new FileRepositoryBuilder()
                    .setGitDir(folder.toFile())
                    .setBare()
                    .build();
            if (!repository.getObjectDatabase().exists()) repository.create(true);
            return new GitFolder(repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Commit(String id, String tree) {}

    boolean has(String commit) throws IOException {
        return repository.getObjectDatabase().has(ObjectId.fromString(commit));
    }

    Commit commit(SortedMap<String, byte[]> files, @Nullable String parent, String message, String author, Instant at)
            throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var tree = insertTree(inserter, Node.of(files));
            var commit = new CommitBuilder();
            commit.setTreeId(tree);
            if (parent != null) commit.setParentId(ObjectId.fromString(parent));
            var who = new PersonIdent(author, "site@chantier.invalid", at, ZoneOffset.UTC);
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setEncoding(StandardCharsets.UTF_8);
            commit.setMessage(message);
            var id = inserter.insert(commit);
            inserter.flush();
            return new Commit(id.name(), tree.name());
        }
    }

    SortedMap<String, byte[]> files(String commit) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var revisions = new RevWalk(repository);
                var walk = new TreeWalk(repository)) {
            walk.addTree(revisions.parseCommit(ObjectId.fromString(commit)).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                files.put(
                        walk.getPathString(),
                        repository.open(walk.getObjectId(0)).getCachedBytes());
            }
        }
        return files;
    }

    List<FileDifference> difference(String from, String to) throws IOException {
        var differences = new ArrayList<FileDifference>();
        var out = new ByteArrayOutputStream();
        try (var revisions = new RevWalk(repository);
                var formatter = new DiffFormatter(out)) {
            formatter.setRepository(repository);
            var entries = formatter.scan(
                    revisions.parseCommit(ObjectId.fromString(from)).getTree(),
                    revisions.parseCommit(ObjectId.fromString(to)).getTree());
            for (var entry : entries) {
                out.reset();
                formatter.format(entry);
                formatter.flush();
                var path = entry.getNewPath().equals("/dev/null") ? entry.getOldPath() : entry.getNewPath();
                differences.add(new FileDifference(path, out.toString(StandardCharsets.UTF_8)));
            }
        }
        return differences;
    }

    /** The objects that this commit adds to its parent, as a git bundle. */
    byte[] bundle(String commit, @Nullable String parent) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var revisions = new RevWalk(repository)) {
            var writer = new BundleWriter(repository);
            writer.setPackConfig(PACKING);
            writer.include(BUNDLED, ObjectId.fromString(commit));
            if (parent != null) writer.assume(revisions.parseCommit(ObjectId.fromString(parent)));
            writer.writeBundle(NullProgressMonitor.INSTANCE, out);
        }
        return out.toByteArray();
    }

    private static PackConfig packing() {
        var config = new PackConfig();
        config.setThreads(1);
        return config;
    }

    void take(byte[] bundle) throws IOException {
        try (var transport =
                new TransportBundleStream(repository, new URIish("bundle"), new ByteArrayInputStream(bundle))) {
            transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + BUNDLED + ":refs/taken/last")));
        } catch (TransportException | java.net.URISyntaxException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        repository.close();
    }

    private ObjectId insertTree(ObjectInserter inserter, Node node) throws IOException {
        var tree = new TreeFormatter();
        for (var entry : node.inGitOrder()) {
            if (entry.getValue().content != null) {
                var blob = inserter.insert(Constants.OBJ_BLOB, entry.getValue().content);
                tree.append(entry.getKey(), FileMode.REGULAR_FILE, blob);
            } else {
                tree.append(entry.getKey(), FileMode.TREE, insertTree(inserter, entry.getValue()));
            }
        }
        return inserter.insert(tree);
    }

    /** A file or a folder on the way from paths to git trees. */
    private static final class Node {
        private final Map<String, Node> children = new HashMap<>();
        private byte @Nullable [] content;

        static Node of(SortedMap<String, byte[]> files) {
            var root = new Node();
            files.forEach((path, bytes) -> {
                var node = root;
                for (var name : path.split("/", -1)) {
                    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.equals(".git")) {
                        throw new IllegalArgumentException("Not a path of a revision: " + path);
                    }
                    node = node.children.computeIfAbsent(name, _ -> new Node());
                }
                node.content = bytes;
            });
            return root;
        }

        /** Git sorts a folder as if its name ended with a slash. */
        List<Map.Entry<String, Node>> inGitOrder() {
            return children.entrySet().stream()
                    .sorted(Comparator.comparing(e -> e.getValue().content == null ? e.getKey() + "/" : e.getKey()))
                    .toList();
        }
    }
}
