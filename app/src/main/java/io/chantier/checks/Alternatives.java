package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;
import static io.chantier.checks.Finding.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Every picture says in words what it shows, or that it is decoration ({@code alt=""}). */
@Component
final class Alternatives implements Check {

    private static final Pattern FILE_NAME = Pattern.compile(
            "\\S+\\.(?:jpe?g|png|gif|webp|svg)|(?:dsc|img|image|photo)[_-]?\\d+", Pattern.CASE_INSENSITIVE);

    @Override
    public List<Finding> examine(Examined site) {
        var findings = new ArrayList<Finding>();
        site.pages().forEach((path, page) -> {
            for (var picture : page.select("img")) {
                if (!picture.hasAttr("alt")) findings.add(blocking("alt-missing", path, picture.attr("src")));
                else if (FILE_NAME.matcher(picture.attr("alt").strip()).matches())
                    findings.add(warning("alt-file-name", path, picture.attr("alt")));
            }
        });
        return findings;
    }
}
