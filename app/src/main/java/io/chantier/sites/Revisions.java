package io.chantier.sites;

import io.chantier.storage.BlobUse;
import io.chantier.storage.Blobs;
import io.chantier.values.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The revisions of showcase sites: git commits whose objects are kept as bundles in the blob store; the repository on
 * this machine is a cache that any replica rebuilds.
 */
@Repository
public class Revisions implements BlobUse {

    private final JdbcClient jdbc;
    private final Blobs blobs;
    private final ClientFolders folders;

    Revisions(JdbcClient jdbc, Blobs blobs, ClientFolders folders) {
        this.jdbc = jdbc;
        this.blobs = blobs;
        this.folders = folders;
    }

    /**
     * Keeps the files as the site's newest revision; equal content to the newest one makes no new revision.
     *
     * @param files path such as {@code data/content.json} to bytes
     * @param author who wrote them, as shown in the list
     */
    @Transactional
    public Revision commit(Site site, SortedMap<String, byte[]> files, String message, String author) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("revision " + site.id())
                .query((_, _) -> 0)
                .single();
        var newest = list(site, 1).stream().findFirst();
        var at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (var git = GitFolder.open(folders.gitOf(site))) {
            newest.ifPresent(parent -> bringUpTo(site, git, parent));
            var parent = newest.map(Revision::id).orElse(null);
            var commit = git.commit(files, parent, message, author, at);
            if (newest.isPresent() && newest.get().digest().equals(commit.tree())) return newest.get();
            var number = newest.map(Revision::number).orElse(0) + 1;
            var bundle = blobs.put(git.bundle(commit.id(), parent));
            var revision = new Revision(number, commit.id(), commit.tree(), message, author, at);
            insert(site, revision, bundle);
            return revision;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Newest first. */
    public List<Revision> list(Site site, int limit) {
        return jdbc.sql("select * from site_revision where team_id = ? and site_id = ? order by number desc limit ?")
                .params(site.team().value(), site.id().value(), limit)
                .query(this::revision)
                .list();
    }

    public Optional<Revision> find(Site site, String id) {
        return jdbc.sql("select * from site_revision where team_id = ? and site_id = ? and revision = ?")
                .params(site.team().value(), site.id().value(), id)
                .query(this::revision)
                .optional();
    }

    /** The revision's files; {@link NoSuchElementException} when the site has no such revision. */
    public SortedMap<String, byte[]> files(Site site, String id) {
        try (var git = GitFolder.open(folders.gitOf(site))) {
            bringUpTo(site, git, found(site, id));
            return git.files(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What changed from one revision to another, file by file. */
    public List<FileDifference> difference(Site site, String from, String to) {
        try (var git = GitFolder.open(folders.gitOf(site))) {
            bringUpTo(site, git, found(site, from));
            bringUpTo(site, git, found(site, to));
            return git.difference(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void names(Consumer<Digest> needed) {
        jdbc.sql("select bundle from site_revision")
                .query(String.class)
                .list()
                .forEach(bundle -> needed.accept(new Digest(bundle)));
    }

    private Revision found(Site site, String id) {
        return find(site, id).orElseThrow(() -> new NoSuchElementException("No such revision: " + id));
    }

    /** Fetches the bundles that the local repository lacks, oldest first, up to the revision. */
    private void bringUpTo(Site site, GitFolder git, Revision revision) {
        try {
            if (git.has(revision.id())) return;
            var bundles = jdbc.sql("""
                            select revision, bundle from site_revision
                            where team_id = ? and site_id = ? and number <= ? order by number
                            """)
                    .params(site.team().value(), site.id().value(), revision.number())
                    .query((row, _) -> List.of(row.getString("revision"), row.getString("bundle")))
                    .list();
            for (var bundle : bundles) {
                if (!git.has(bundle.getFirst()))
                    git.take(blobs.get(new Digest(bundle.getLast()))
                            .orElseThrow(() -> new IOException("The blob store lacks the bundle " + bundle)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void insert(Site site, Revision revision, Digest bundle) {
        jdbc.sql("""
                        insert into site_revision (team_id, site_id, number, revision, digest, bundle, message, author, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        site.team().value(),
                        site.id().value(),
                        revision.number(),
                        revision.id(),
                        revision.digest(),
                        bundle.value(),
                        revision.message(),
                        revision.author(),
                        java.sql.Timestamp.from(revision.createdAt()))
                .update();
    }

    private Revision revision(ResultSet row, int number) throws SQLException {
        return new Revision(
                row.getInt("number"),
                row.getString("revision"),
                row.getString("digest"),
                row.getString("message"),
                row.getString("author"),
                row.getTimestamp("created_at").toInstant());
    }
}
