package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.springframework.stereotype.Component;

/** A page runs no code but the site's own, asks nobody else for anything and keeps nothing at the visitor's. */
@Component
final class Strangers implements Check {

    private static final Pattern ELSEWHERE = Pattern.compile("(?i)^\\s*(?:https?:)?//.*", Pattern.DOTALL);
    private static final Pattern ASKED_BY_STYLE =
            Pattern.compile("(?i)(?:url\\(\\s*['\"]?|@import\\s+['\"])\\s*((?:https?:)?//[^'\")\\s]+)");
    private static final Pattern KEPT =
            Pattern.compile("document\\s*\\.\\s*cookie|cookieStore|localStorage|sessionStorage|indexedDB");
    private static final Set<String> DATA = Set.of("application/ld+json", "application/json");

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        site.pages().forEach((path, page) -> {
            for (var script : page.select("script")) script(path, script, findings);
            for (var element : page.getAllElements()) handlers(path, element, findings);
            for (var policy : page.select("meta[http-equiv=refresh], meta[http-equiv=set-cookie]"))
                findings.add(blocking("code-foreign", path, policy.outerHtml()));
            for (var link : page.select("link[href]:not([rel=canonical]):not([rel=alternate])"))
                asks(path, link.attr("href"), link, findings);
            for (var element : page.select("object[data]")) asks(path, element.attr("data"), element, findings);
            for (var element : page.select("[poster]")) asks(path, element.attr("poster"), element, findings);
            for (var form : page.select("form[action]")) asks(path, form.attr("action"), form, findings);
            for (var style : page.select("style")) style(path, style.data(), findings);
            for (var styled : page.select("[style]")) style(path, styled.attr("style"), findings);
        });
        site.candidate().files().forEach((file, bytes) -> {
            if (file.endsWith(".css")) style(Examined.address(file), Examined.text(bytes), findings);
            if (file.endsWith(".js") || file.endsWith(".mjs"))
                kept(Examined.address(file), Examined.text(bytes), findings);
        });
        return findings;
    }

    private static void script(String path, Element script, List<Finding> findings) {
        if (DATA.contains(script.attr("type").toLowerCase(Locale.ROOT))) return;
        if (ELSEWHERE.matcher(script.attr("src")).matches())
            findings.add(blocking("code-foreign", path, script.attr("src")));
        kept(path, script.data(), findings);
    }

    private static void handlers(String path, Element element, List<Finding> findings) {
        for (var attribute : element.attributes())
            if (attribute.getKey().regionMatches(true, 0, "on", 0, 2))
                findings.add(blocking("code-foreign", path, attribute.toString()));
    }

    private static void asks(String path, String address, Element element, List<Finding> findings) {
        if (ELSEWHERE.matcher(address).matches())
            findings.add(blocking("third-party", path, element.outerHtml()).with(Map.of("address", address)));
    }

    private static void style(String path, String rules, List<Finding> findings) {
        ASKED_BY_STYLE
                .matcher(rules)
                .results()
                .forEach(found -> findings.add(
                        blocking("third-party", path, found.group()).with(Map.of("address", found.group(1)))));
    }

    private static void kept(String path, String code, List<Finding> findings) {
        var found = KEPT.matcher(code);
        if (found.find()) findings.add(blocking("cookie", path, found.group()).with(Map.of("words", found.group())));
    }
}
