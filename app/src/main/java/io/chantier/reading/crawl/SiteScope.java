package io.chantier.reading.crawl;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What belongs to the site: the same host, with or without {@code www.}, over either scheme; below {@code /~name/} only
 * what that person has there.
 */
public final class SiteScope {

    private static final Pattern SESSION =
            Pattern.compile("(?i)(?:^|&)(?:phpsessid|jsessionid|sid|utm_[a-z]+|fbclid|gclid|replytocom)=[^&]*");
    private static final Pattern JSESSION = Pattern.compile("(?i);jsessionid=[^?/]*");
    private static final Pattern PERSONAL = Pattern.compile("^/(?:~|%7[Ee])[^/?]+");
    private static final Set<String> NOT_PAGES = Set.of(
            "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "ico", "tif", "tiff", "css", "js", "mjs", "json",
            "xml", "rss", "atom", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "zip", "rar", "gz",
            "tar", "7z", "exe", "dmg", "mp3", "mp4", "avi", "mov", "wmv", "webm", "ogg", "wav", "swf", "ttf", "woff",
            "woff2", "eot", "ics", "vcf");
    private static final Pattern NO_CONTENT = Pattern.compile(
            "(?i)/(wp-admin|wp-login|wp-json|xmlrpc|feed|comments|cart|panier|checkout|login|logout|my-account|cgi-bin)(/|\\.|$)|/tag/|/author/|[?&](replytocom|add-to-cart|print|share|s)=");

    private final String host;
    private final int port;
    private final String folder;

    SiteScope(URI home) {
        folder = personal(home);
        host = bare(home.getHost());
        port = home.getPort();
    }

    boolean contains(URI address) {
        return address.getHost() != null
                && bare(address.getHost()).equals(host)
                && (address.getPort() == port || (isWeb(address.getPort()) && isWeb(port)))
                && (folder.isEmpty() || personal(address).equals(folder));
    }

    private static String personal(URI address) {
        var match = PERSONAL.matcher(path(address));
        return match.find() ? match.group().replaceFirst("(?i)%7e", "~") : "";
    }

    /** Whether two addresses differ in nothing that matters; what marks a page as read. */
    static String key(URI address) {
        var path = path(address).replaceAll("(?i)/(index|default)\\.(html?|php\\d?|aspx?|cfm|jsp)$", "/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    static String path(URI address) {
        var raw = address.getRawPath();
        var path = raw == null || raw.isEmpty() ? "/" : JSESSION.matcher(raw).replaceAll("");
        var query = address.getRawQuery() == null
                ? ""
                : SESSION.matcher(address.getRawQuery()).replaceAll("").replaceAll("^&", "");
        return query.isEmpty() ? path : path + "?" + query;
    }

    static boolean mayBePage(URI address) {
        var path = address.getPath() == null ? "" : address.getPath();
        var dot = path.lastIndexOf('.');
        var extension = dot > path.lastIndexOf('/') ? path.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
        return !NOT_PAGES.contains(extension)
                && !NO_CONTENT.matcher(path(address)).find();
    }

    private static boolean isWeb(int port) {
        return port < 0 || port == 80 || port == 443;
    }

    private static String bare(String host) {
        var plain = host.toLowerCase(Locale.ROOT);
        if (plain.endsWith(".")) plain = plain.substring(0, plain.length() - 1);
        return plain.startsWith("www.") ? plain.substring(4) : plain;
    }
}
