package io.chantier.fleet.web;

import io.chantier.fleet.Census;
import io.chantier.fleet.Imports;
import io.chantier.identity.Caller;
import io.chantier.sites.SiteTag;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes many addresses at once: as a file, or as text in JSON. */
@RestController
@RequestMapping("/api/sites/imports")
class ImportApi {

    /** Beyond what any list needs; the reader says by how much less. */
    private static final int KEPT_AT_MOST = 4 << 20;

    /** A program that has not sent all of it would not read our answer. */
    private static final long READ_AT_MOST = 64L << 20;

    private final Imports imports;
    private final Census census;
    private final Words words;

    ImportApi(Imports imports, Census census, Words words) {
        this.imports = imports;
        this.census = census;
        this.words = words;
    }

    /** How far each site is brought. */
    enum Goal {
        DRAFT,
        GENERATED
    }

    /**
     * A list in JSON.
     *
     * @param addresses lines, or a table with its separators
     * @param goal only drafts, or also read and written; the latter where it is left out
     */
    record ImportBody(
            @Nullable String addresses,
            @Nullable Goal goal,
            @Nullable String tag) {}

    @PostMapping(consumes = "application/json")
    ResponseEntity<BatchAnswer> take(Caller caller, @RequestBody ImportBody body, Locale locale) {
        var text = body.addresses() == null ? "" : body.addresses();
        return answer(caller, text.getBytes(StandardCharsets.UTF_8), body.goal(), body.tag(), locale);
    }

    /** The file as it is, in whatever encoding. */
    @PostMapping(consumes = {"text/csv", "text/plain", "application/octet-stream"})
    ResponseEntity<BatchAnswer> takeFile(
            Caller caller,
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable Goal goal,
            @RequestParam(required = false) @Nullable String tag,
            Locale locale)
            throws IOException {
        return answer(caller, upToTooMuch(request.getInputStream()), goal, tag, locale);
    }

    /** Keeps no more of it than shows that it is too much. */
    static byte[] upToTooMuch(InputStream list) throws IOException {
        try (list) {
            var start = list.readNBytes(KEPT_AT_MOST);
            var rest = new byte[1 << 16];
            for (long read = start.length; read < READ_AT_MOST; ) {
                int more = list.read(rest);
                if (more < 0) break;
                read += more;
            }
            return start;
        }
    }

    private ResponseEntity<BatchAnswer> answer(
            Caller caller, byte[] list, @Nullable Goal goal, @Nullable String tag, Locale locale) {
        var wanted = new Imports.Wanted(UUID.randomUUID(), list, goal != Goal.DRAFT, tag(tag));
        return switch (imports.order(caller, wanted)) {
            case Imports.Answer.Taken(var batch) ->
                ResponseEntity.created(URI.create("/api/sites/imports/" + batch.id()))
                        .body(BatchAnswer.of(BatchView.of(batch, census.of(caller.team())), words, locale));
            case Imports.Answer.Refused(var code, var arguments) ->
                throw new ProblemException(Problem.of(code, 422, arguments));
        };
    }

    private static @Nullable SiteTag tag(@Nullable String typed) {
        if (typed == null || typed.isBlank()) return null;
        return SiteTag.of(typed).orElseThrow(() -> new ProblemException(Problem.ofField("tag", "not-a-tag", Map.of())));
    }
}
