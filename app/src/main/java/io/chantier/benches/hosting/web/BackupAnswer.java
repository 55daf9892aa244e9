package io.chantier.benches.hosting.web;

import io.chantier.benches.hosting.BackupFiles;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Hands a file on as it comes: however big it is, little of it is here at a time. */
final class BackupAnswer {

    private static final Logger log = LoggerFactory.getLogger(BackupAnswer.class);

    private BackupAnswer() {}

    /** The address is a key for a while: nobody keeps the answer. */
    static void lead(URI address, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(HttpHeaders.LOCATION, address.toString());
    }

    /** What breaks off in the middle is too short for the length that was announced, so that nobody takes it for whole. */
    static void send(BackupFiles.Found.Content file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (var content = file.content()) {
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.name() + "\"");
            response.setContentLengthLong(file.bytes());
            if (!request.getMethod().equals("HEAD")) content.transferTo(response.getOutputStream());
        } catch (IOException e) {
            log.warn("{} broke off on its way: {}", file.name(), e.toString());
            if (response.isCommitted()) return;
            response.reset();
            throw new ProblemException(Problem.of("backup-broke-off", 502, Map.of("file", file.name())));
        }
    }
}
