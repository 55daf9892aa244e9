package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** No file of a site, and no address in it, climbs out of the site. */
@Component
final class Paths implements Check {

    private static final Pattern CLIMBS =
            Pattern.compile("(?i)(?:^|[/\\\\]|%2f|%5c)(?:\\.|%2e){2}(?:$|[/\\\\?#]|%2f|%5c)");

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        for (var file : site.candidate().files().keySet())
            if (file.startsWith("/") || file.indexOf('\\') >= 0 || file.indexOf('\0') >= 0 || climbs(file))
                findings.add(blocking("path-outside", Examined.address(file), file));
        site.pages().forEach((path, page) -> {
            for (var name : List.of("href", "src", "action", "poster"))
                for (var address : page.select("[" + name + "]").eachAttr(name))
                    if (!address.startsWith("data:") && climbs(address.replaceFirst("[?#].*$", "")))
                        findings.add(blocking("path-outside", path, address));
        });
        return findings;
    }

    private static boolean climbs(String path) {
        return CLIMBS.matcher(path).find();
    }
}
