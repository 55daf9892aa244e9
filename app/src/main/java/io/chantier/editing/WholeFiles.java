package io.chantier.editing;

import io.chantier.generation.Hand;
import io.chantier.generation.Provenance;
import io.chantier.identity.Caller;
import io.chantier.sites.HandEdits;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Notes who wrote what differs in a data file that was replaced as a whole; the file stays as they sent it. A look is
 * chosen by other ways as well, and is nobody's text.
 */
@Component
class WholeFiles implements HandEdits.Follower {

    private final Edits edits;

    WholeFiles(Edits edits) {
        this.edits = edits;
    }

    @Override
    public Followed follow(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after, Caller by) {
        var draft = Draft.of(before);
        var now = Draft.of(after);
        Draft.FILES.entrySet().stream()
                .filter(file -> !file.getKey().equals("tokens"))
                .filter(file -> !Arrays.equals(before.get(file.getValue()), after.get(file.getValue())))
                .map(Map.Entry::getKey)
                .forEach(name -> draft.replace(name, now.at(Pointer.of(name)), edits.hand(by, Hand.Via.API)));
        var moved = MovedTranslations.follow(before, after);
        if (draft.provenance().isAsIn(before)) return new Followed(moved.files(), moved.told());
        var noted = new TreeMap<>(moved.files());
        noted.put(Provenance.FILE, draft.provenance().bytes());
        return new Followed(noted, moved.told());
    }
}
