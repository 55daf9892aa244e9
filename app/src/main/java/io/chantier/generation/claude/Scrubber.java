package io.chantier.generation.claude;

import io.chantier.values.Secret;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of what a run says whatever is nobody's business: keys, which endpoints repeat in their errors, and our folders. */
final class Scrubber {

    private static final Pattern KEY = Pattern.compile("(?:sk|oat|rt)-ant-[\\w-]{4,}|(?i:bearer)\\s+[\\w.~+/-]{8,}");
    private static final String INSTEAD = "[secret]";

    private final String key;
    private final String folder;

    Scrubber(Secret key, Path folder) {
        this.key = key.reveal();
        this.folder = folder.toString();
    }

    String clean(String text) {
        var without = key.isBlank() ? text : text.replace(key, INSTEAD);
        return KEY.matcher(without.replace(folder, "")).replaceAll(Matcher.quoteReplacement(INSTEAD));
    }
}
