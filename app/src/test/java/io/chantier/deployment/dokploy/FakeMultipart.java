package io.chantier.deployment.dokploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of a form with files in it. */
record FakeMultipart(Map<String, String> fields, Map<String, byte[]> files) {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

    static @Nullable FakeMultipart read(String contentType, byte[] body) {
        var boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) return null;
        var fields = new LinkedHashMap<String, String>();
        var files = new LinkedHashMap<String, byte[]>();
        // One character for each byte, so that places in the text are places in the file.
        var parts = new String(body, ISO_8859_1).split(Pattern.quote("--" + boundary.group(1)), -1);
        for (var part : parts) {
            var end = part.indexOf("\r\n\r\n");
            if (end < 0) continue;
            var head = part.substring(0, end);
            var content = part.substring(end + 4, Math.max(end + 4, part.length() - 2))
                    .getBytes(ISO_8859_1);
            var name = NAME.matcher(head);
            if (!name.find()) continue;
            if (head.contains("filename=")) files.put(name.group(1), content);
            else fields.put(name.group(1), new String(content, UTF_8));
        }
        return new FakeMultipart(fields, files);
    }

    String words() {
        var words = new StringBuilder("multipart");
        fields.forEach(
                (name, value) -> words.append(' ').append(name).append('=').append(value));
        files.forEach((name, content) -> words.append(' ')
                .append(name)
                .append('(')
                .append(content.length)
                .append(')'));
        return words.toString();
    }
}
