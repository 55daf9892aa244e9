package io.chantier.checks;

import io.chantier.reading.Source;
import io.chantier.sites.Wishes;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * A rendered site that wants to be published, with everything it may say.
 *
 * @param data the revision's files: {@code data/site.json}, {@code data/content.json}, {@code design-tokens.json},
 *     {@code data/provenance.json}
 * @param files the rendered files by path ({@code services/index.html}); empty when only the data is examined
 * @param evidence what may be stated
 * @param pictures size in bytes of what a visitor loads of a picture, by picture id, and of a video, by {@code video/<id>}
 * @param marker the build marker that each page must carry
 */
public record Candidate(
        SortedMap<String, byte[]> data,
        SortedMap<String, byte[]> files,
        Evidence evidence,
        Map<String, Long> pictures,
        String marker) {

    /**
     * @param source what was read
     * @param wishes what a person told
     * @param said further texts that a person answers for, such as the host's address on the legal page
     * @param isHostNamed whether it is known who hosts the site
     */
    public record Evidence(Source source, Wishes wishes, Set<String> said, boolean isHostNamed) {

        /** Where nothing is said but by the host. */
        public Evidence(Source source, Wishes wishes, Set<String> said) {
            this(source, wishes, said, !said.isEmpty());
        }
    }
}
