package io.chantier.agent.nginx;

/** What visitors see in the place of a site: short pages in French and English, with the time to come back. */
final class Pages {

    static final String SUSPENDED =
            page("Site suspendu", "Ses données sont conservées.", "This site is suspended; its data are kept.");
    static final String DEACTIVATED = page(
            "Site en pause",
            "Ce site est arrêté pour le moment.",
            "This site is switched off for now; please come back later.");
    static final String UNREACHABLE = page(
            "Site en travaux",
            "Ce site revient dans quelques instants.",
            "This site will be back in a moment; please try again.");

    private Pages() {}

    private static String page(String title, String french, String english) {
        return """
                <!doctype html><html lang="fr"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
                <title>%s</title><style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto;\
                padding:0 1rem}</style><h1>%s</h1><p>%s</p><p lang="en">%s</p></html>""".formatted(title, title, french, english);
    }

    /**
     * The places of a server that show these pages.
     *
     * @param site the variable that names the site of the request, empty where there is none
     * @param state the variable that says how the site of the request stands
     */
    static String places(String site, String state) {
        return """
                    error_page 402 @suspended;
                    error_page 502 504 =503 @unreachable;
                    error_page 503 @deactivated;
                    if (%s = "") { return 404; }
                    if (%s = suspended) { return 402; }
                    if (%s = deactivated) { return 503; }

                    location @suspended {
                        default_type "text/html; charset=utf-8";
                        add_header Retry-After 86400 always;
                        add_header Cache-Control no-store always;
                        return 402 '%s';
                    }

                    location @deactivated {
                        default_type "text/html; charset=utf-8";
                        add_header Retry-After 3600 always;
                        add_header Cache-Control no-store always;
                        return 503 '%s';
                    }

                    location @unreachable {
                        default_type "text/html; charset=utf-8";
                        add_header Retry-After 30 always;
                        add_header Cache-Control no-store always;
                        return 503 '%s';
                    }
                """.formatted(site, state, state, SUSPENDED, DEACTIVATED, UNREACHABLE);
    }
}
