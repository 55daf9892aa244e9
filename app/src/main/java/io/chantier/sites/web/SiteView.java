package io.chantier.sites.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.sites.Wishes;
import io.chantier.web.ProblemAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A site as the API shows it.
 *
 * @param url its public address, whether something answers there yet or not
 * @param previewUrl the unlisted address of the newest content, where there is one
 * @param revision id of the newest content
 * @param problem why it is BROKEN, or why the last attempt failed
 * @param job the job that was started with it; only in the answer to its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SiteView(
        String slug,
        String name,
        String kind,
        String state,
        @Nullable String sourceUrl,
        String url,
        @Nullable String previewUrl,
        @Nullable String revision,
        @Nullable String language,
        Instant createdAt,
        @Nullable ProblemAnswer problem,
        Wishes wishes,
        @Nullable String job) {

    SiteView withJob(String id) {
        return new SiteView(
                slug,
                name,
                kind,
                state,
                sourceUrl,
                url,
                previewUrl,
                revision,
                language,
                createdAt,
                problem,
                wishes,
                id);
    }
}
