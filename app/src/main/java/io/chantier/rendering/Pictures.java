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

    /** Those that were prepared before; for each of the others a failure says that it was not. Makes nothing. */
    Preparation prepared(TeamId team, Collection<Media.Picture> originals);

    /** Cuts a box out of a picture, in pixels of the picture as people see it, upright. */
    Cut crop(Media.Picture original, Box box);

    /** A part of a picture, in pixels. */
    record Box(int left, int top, int width, int height) {}

    /** How cutting went. */
    sealed interface Cut {
        @SuppressWarnings("ArrayRecordComponent") // nobody compares two cuts
        record Done(byte[] bytes) implements Cut {}

        /** Such as {@code crop-outside} or {@code crop-drawing}. */
        record Refused(Failure why) implements Cut {}
    }

    /** Both by picture id. */
    record Preparation(Map<String, PreparedPicture> prepared, Map<String, Failure> refused) {}
}
