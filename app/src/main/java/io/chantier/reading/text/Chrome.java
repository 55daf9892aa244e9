package io.chantier.reading.text;

import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Tells what surrounds a page's content from the content. */
public final class Chrome {

    private static final Pattern NAMES = Pattern.compile(
            "(?i)(^|[-_ ])(menu|nav|navbar|navigation|topbar|breadcrumbs?|footer|pied|fuss|copyright|pagination|skip-link)([-_ ]|\\d|$)");

    private Chrome() {}

    public static boolean holds(Element element) {
        for (@Nullable Element up = element; up != null; up = up.parent()) {
            if (up.nameIs("nav") || up.nameIs("footer") || up.nameIs("button") || up.nameIs("label")) return true;
            if (up.nameIs("body") || up.nameIs("section") || up.nameIs("article") || up.nameIs("main")) return false;
            if (NAMES.matcher(up.id()).find() || NAMES.matcher(up.className()).find()) return true;
        }
        return false;
    }
}
