package io.chantier.agent;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Where the control plane answers, such as {@code https://press.example.com}. */
record PressUrl(URI address) {

    private static final Pattern SCHEME = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);

    static PressUrl of(String text) {
        try {
            var address = new URI(text.strip().replaceAll("/+$", ""));
            if (address.getScheme() != null
                    && SCHEME.matcher(address.getScheme()).matches()
                    && address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getQuery() == null
                    && address.getFragment() == null) {
                return new PressUrl(address);
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw new IllegalArgumentException("press_url (CHANTIER_AGENT_PRESS_URL) is no address of a control plane; "
                + "it has to be like https://press.example.com");
    }

    URI callback() {
        return URI.create(address + "/api/method/press.api.callbacks.callback");
    }
}
