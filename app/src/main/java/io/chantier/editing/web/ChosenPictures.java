package io.chantier.editing.web;

import io.chantier.editing.Draft;
import io.chantier.editing.Edits.Pictured;
import io.chantier.editing.Wrong;
import io.chantier.sites.Site;
import io.chantier.sites.SitePictures;
import io.chantier.sites.SiteVideos;
import io.chantier.storage.Media.Picture;
import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Pictures and videos that a form puts somewhere: each is one of the site's, and a picture has to say what it shows. */
@Component
class ChosenPictures {

    private static final String MEMBER = "image";
    private static final int LONGEST = 300;

    private final SitePictures pictures;
    private final SiteVideos videos;

    ChosenPictures(SitePictures pictures, SiteVideos videos) {
        this.pictures = pictures;
        this.videos = videos;
    }

    /** What people say of pictures that they chose, and what is missing. */
    Pictured of(Site site, Draft draft, Submission submission) {
        var fields = submission.typed().values().entrySet().stream()
                .filter(entry -> entry.getKey().last().equals(MEMBER))
                .filter(entry -> !entry.getValue().text().isEmpty())
                .toList();
        var chosen = new Pictured(new TreeMap<>(), new ArrayList<>());
        submission.typed().values().entrySet().stream()
                .filter(entry -> entry.getKey().last().equals("video"))
                .filter(entry -> !entry.getValue().text().isEmpty())
                .filter(entry -> videos.find(site, entry.getValue().text()).isEmpty())
                .forEach(entry -> chosen.objections().add(wrong(entry.getKey(), "unknown-value", Map.of())));
        if (fields.isEmpty()) return chosen;
        var alts = pictures.of(site).stream().collect(Collectors.toMap(Picture::id, Picture::alt));
        for (var field : fields) {
            var at = field.getKey();
            var id = field.getValue().text();
            var before = draft.at(at).asString("");
            var shown = alts.getOrDefault(before, "");
            // Somebody who leaves the words alone means the picture's own, be it another or described anew meanwhile.
            var stood = submission.shownAlternative(at).orElse(shown);
            var alt = submission
                    .alternative(at)
                    .filter(typed -> !typed.equals(stood))
                    .orElse(alts.getOrDefault(id, ""));
            if (!alts.containsKey(id)) chosen.objections().add(wrong(at, "unknown-value", Map.of()));
            else if (alt.isBlank() && !(id.equals(before) && shown.isBlank()))
                chosen.objections().add(wrong(at, "no-alternative", Map.of()));
            else if (alt.length() > LONGEST)
                chosen.objections().add(wrong(at, "longer-than", Map.of("longest", Integer.toString(LONGEST))));
            else if (!alt.equals(alts.get(id))) chosen.described().put(id, alt);
        }
        return chosen;
    }

    private static Wrong wrong(io.chantier.editing.Pointer at, String code, Map<String, String> arguments) {
        return new Wrong(at, new FieldProblem(at.toString(), code, arguments));
    }
}
