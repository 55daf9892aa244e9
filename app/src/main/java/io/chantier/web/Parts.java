package io.chantier.web;

import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Draws pieces of pages from a module's own templates. */
@Component
public final class Parts {

    private final JteViews views;

    Parts(JteViews views) {
        this.views = views;
    }

    /** To be put into a page. */
    public Part of(String template, Map<String, Object> parameters) {
        return output -> views.engine().render(template, parameters, output);
    }

    /** As HTML, to be sent by itself. */
    public String text(String template, Map<String, Object> parameters) {
        var output = new StringOutput();
        views.engine().render(template, parameters, output);
        return output.toString();
    }
}
