package io.chantier.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/** What a browser may load for our pages: our own files, and previews and old pages of sites in frames. */
record PagePolicy(Settings settings) implements HeaderWriter {

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        // An answer that is no page of ours, such as a picture, brings a stricter one.
        if (response.containsHeader("Content-Security-Policy")) return;
        var sites = "http://*." + settings.domain() + ":* https://*." + settings.domain() + ":*";
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; img-src 'self' data: "
                        + sites
                        + "; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; frame-src 'self' " + sites
                        + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }
}
