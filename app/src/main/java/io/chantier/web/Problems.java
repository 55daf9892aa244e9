package io.chantier.web;

import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as the answer to a request: JSON under {@code /api}, a page everywhere else. */
@Component
public final class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final int UNAVAILABLE = 503;

    private final Words words;
    private final VisitorLocale locales;
    private final Frames frames;
    private final JteViews views;
    private final JsonMapper json;

    Problems(Words words, VisitorLocale locales, Frames frames, JteViews views, JsonMapper json) {
        this.words = words;
        this.locales = locales;
        this.frames = frames;
        this.views = views;
        this.json = json;
    }

    /** A problem in the words of one language, where it is shown as part of something else. */
    public ProblemAnswer word(Problem problem, Locale locale) {
        return ProblemAnswer.of(problem, words, locale);
    }

    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) return;
        // Who reads is written in the database, which may be what does not answer.
        var toStranger = problem.status() == UNAVAILABLE;
        var answer = word(problem, toStranger ? VisitorLocale.ofStranger(request) : locales.resolveLocale(request));
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setHeader("Cache-Control", "no-store");
        if (wantsJson(request)) {
            response.setContentType("application/problem+json");
            response.getOutputStream().write(json.writeValueAsBytes(answer));
        } else {
            response.setContentType("text/html;charset=UTF-8");
            page(answer, toStranger, request).writeTo(response.getOutputStream());
        }
        response.flushBuffer();
    }

    /** What broke may be needed to say who reads: a failure is told to a stranger rather than not at all. */
    private Utf8ByteOutput page(ProblemAnswer answer, boolean toStranger, HttpServletRequest request) {
        if (toStranger) return page(answer, frames.ofStranger(request));
        try {
            return page(answer, frames.of(request));
        } catch (RuntimeException e) {
            log.warn("The page of {} is shown without its frame", answer.code(), e);
            return page(answer, frames.ofStranger(request));
        }
    }

    private Utf8ByteOutput page(ProblemAnswer answer, Frame frame) {
        var page = new Utf8ByteOutput();
        views.engine().render("web/problem.jte", Map.of("frame", frame, "problem", answer), page);
        return page;
    }

    static boolean wantsJson(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api")
                || request.getRequestURI().startsWith("/v3/");
    }
}
