package io.chantier.sites.web;

import io.chantier.sites.SitePictures;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.util.WebUtils;

/** A file that was chosen in a form; browsers send an empty one where none was. */
record Upload(String name, MultipartFile file) {

    /**
     * The files of one input; none where the form was sent without files.
     *
     * @throws ProblemException when one is larger than we take
     */
    static List<Upload> of(HttpServletRequest request, String input) {
        var form = WebUtils.getNativeRequest(request, MultipartRequest.class);
        if (form == null) return List.of();
        return form.getFiles(input).stream()
                .filter(file -> !file.isEmpty())
                .map(Upload::of)
                .toList();
    }

    byte[] bytes() {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Upload of(MultipartFile file) {
        if (file.getSize() > SitePictures.MOST_BYTES) throw new ProblemException(Problem.of("too-large", 413));
        return new Upload(Objects.requireNonNullElse(file.getOriginalFilename(), ""), file);
    }
}
