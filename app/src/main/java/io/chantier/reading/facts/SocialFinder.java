package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds links to the business's own pages on social networks; sharing buttons and the template's author are not its own. */
final class SocialFinder implements Finder {

    private static final Pattern NETWORK = Pattern.compile(
            "(?iU)^https?://(?:[a-z]{1,3}(?:-[a-z]{2})?\\.|m\\.|web\\.)?(?:www\\.)?(facebook|instagram|linkedin|twitter|x|youtube|pinterest|tiktok|tripadvisor|houzz|yelp|xing|threads|vimeo)\\.(?:com|fr|de|co\\.uk|net)/([^\\s\"<>\\\\^`{|}]+)");
    private static final Pattern NOT_OWN = Pattern.compile(
            "(?iU)^(share|sharer|intent|home|login|plugins|tr\\b|dialog|pin/create|watch|embed|hashtag|policies|help|search|legal|#|explore|p/|reel|posts?/|shareArticle|about|in/?$|company/?$|channel/?$|user/?$|your|username|votre|wordpress|wix|startbootstrap|sbootstrap|bootstrap|squarespace|webflow|joomla|themeforest|envato|davidtmiller|jimdo).*");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var link : page.page().dom().select("a[href*=.com/], a[href*=.fr/], a[href*=.de/]")) {
            found(
                    link.absUrl("href"),
                    Excerpt.of(
                            page,
                            link.parent() == null ? link.text() : link.parent().text(),
                            "link"),
                    2,
                    into);
        }
    }

    static void found(String address, Place place, double weight, Findings into) {
        var match = NETWORK.matcher(address);
        if (!match.matches() || NOT_OWN.matcher(match.group(2)).matches()) return;
        var network = match.group(1).toLowerCase(Locale.ROOT);
        var clean = address.replaceFirst("[?#].*$", "").replaceFirst("/$", "");
        if (address.contains("profile.php?id=")) clean = address.replaceFirst("[&#].*$", "");
        var value = clean.replaceFirst("^http:", "https:");
        into.add(new Found(
                Kind.SOCIAL,
                value,
                value,
                Map.of("network", network.equals("x") ? "twitter" : network),
                place,
                weight));
    }
}
