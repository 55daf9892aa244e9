package io.chantier.sites;

import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person's own hand in a site's files: its data, its design tokens, its style rules, the components of its template.
 * Each change is a revision; nothing is published by it, and the checks look at it like at anything else.
 */
@Component
public class HandEdits {

    /** The largest file that is taken, in bytes. */
    public static final int MOST_BYTES = 1 << 20;

    private static final String MESSAGE = "by-hand";

    /** Configuration, scripts and the packages are the template's alone: code of a client runs only as a component. */
    private static final Pattern EDITABLE = Pattern.compile(
            "data/(?:site|content)\\.json|design-tokens\\.json|src(?:/[A-Za-z0-9_\\[\\]][A-Za-z0-9._\\[\\]-]{0,80}){1,8}");

    private final Sites sites;
    private final Revisions revisions;
    private final Audit audit;
    private final JsonMapper json;
    private final List<Follower> followers;

    HandEdits(Sites sites, Revisions revisions, Audit audit, JsonMapper json, List<Follower> followers) {
        this.sites = sites;
        this.revisions = revisions;
        this.audit = audit;
        this.json = json;
        this.followers = followers;
    }

    /** A module that keeps something beside what a person writes. */
    public interface Follower {

        /**
         * What it made of a change.
         *
         * @param files after the change, with what is noted of it
         * @param told what the audit log says besides
         */
        record Followed(SortedMap<String, byte[]> files, Map<String, String> told) {}

        Followed follow(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after, Caller by);
    }

    /** The answer to a change. */
    public sealed interface Edited {
        record Done(Revision revision) implements Edited {}

        /** Nobody but the template writes that file, or it has no place in a site. */
        record NotEditable(String path) implements Edited {}

        record NotJson(String path, int line) implements Edited {}

        record TooLarge(String path) implements Edited {}

        /** Somebody was quicker: the newest revision is another than the one that was edited. */
        record Overtaken(String newest) implements Edited {}

        /** There is nothing to edit before something was written. */
        record Nothing() implements Edited {}
    }

    /** The files of the newest revision by path; empty before anything was written. */
    public SortedMap<String, byte[]> files(Site site) {
        return Optional.ofNullable(site.status().revision())
                .map(revision -> revisions.files(site, revision))
                .orElseGet(TreeMap::new);
    }

    /**
     * Puts a file in place of the one that is there, or takes it away.
     *
     * @param bytes null takes the file away: a component is then the template's again
     * @param edited the revision that the person had before them; null when they do not care
     */
    @Transactional
    public Edited put(Site asked, String path, byte @Nullable [] bytes, @Nullable String edited, Caller caller) {
        var site = sites.lock(asked.team(), asked.id());
        var newest = site.status().revision();
        if (newest == null) return new Edited.Nothing();
        if (edited != null && !edited.equals(newest)) return new Edited.Overtaken(newest);
        var isNeeded = !path.startsWith("src/");
        if (!EDITABLE.matcher(path).matches() || (bytes == null && isNeeded)) return new Edited.NotEditable(path);
        if (bytes != null && bytes.length > MOST_BYTES) return new Edited.TooLarge(path);
        if (bytes != null && path.endsWith(".json")) {
            var wrong = wrongLine(bytes);
            if (wrong.isPresent()) return new Edited.NotJson(path, wrong.get());
        }
        var before = revisions.files(site, newest);
        SortedMap<String, byte[]> files = new TreeMap<>(before);
        if (bytes == null) files.remove(path);
        else files.put(path, bytes);
        var told = new TreeMap<String, String>();
        for (var follower : followers) {
            var followed = follower.follow(before, files, caller);
            files = followed.files();
            told.putAll(followed.told());
        }
        var revision = revisions.commit(site, files, MESSAGE, caller.name());
        sites.change(site.team(), site.id(), now -> now.at(revision.id()));
        told.putAll(Map.of("path", path, "revision", revision.id()));
        audit.write(caller, "site.edit", site.id().toString(), told);
        return new Edited.Done(revision);
    }

    private Optional<Integer> wrongLine(byte[] bytes) {
        try {
            var _ = json.readTree(bytes);
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.of(e.getLocation() == null ? 0 : e.getLocation().getLineNr());
        }
    }
}
