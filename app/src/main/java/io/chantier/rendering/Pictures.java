package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.storage.Media;
import io.chantier.values.TeamId;
import java.util.Collection;
import java.util.Map;

/** Makes pictures fit for the web, once per upload; the result is kept and costs nothing the next time. */
public interface Pictures {

    /** Never fails as a whole: a picture that cannot be made is refused with its reason. */
    Preparation prepare(TeamId team, Collection<Media.Picture> originals);

    /** Both by picture id. */
    record Preparation(Map<String, PreparedPicture> prepared, Map<String, Failure> refused) {}
}
