package io.chantier.editing;

import io.chantier.jobs.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a component that an author changed before it is compiled: it draws, and does nothing else. The walls around the
 * compiler hold what it overlooks; this tells the operator what was tried.
 */
final class ComponentScrutiny {

    private static final int MOST_BYTES = 64 << 10;

    /** What no component of ours needs. What the template's own version has may stay. */
    private static final List<Pattern> FORBIDDEN = List.of(
            forbidden("</?(?:script|iframe|frame|object|embed|base|meta|link|form|portal|applet)\\b"),
            forbidden("\\b(?:is:inline|set:html|define:vars|is:raw|is:global|client:\\w+|server:\\w+)"),
            forbidden("\\b(?:javascript|vbscript|data|file|node|ws|wss|blob)\\s*:(?=\\S)"),
            forbidden("[\\s\"'{/]on[a-z]{3,}\\s*="),
            forbidden("(?:https?:|[\"'(=\\s])\\s*//[^\\s/*][^\\s\"')]*"),
            code("\\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|Worker|importScripts)\\b"),
            code("\\b(?:process|globalThis|require|eval|Function|constructor|__proto__|prototype|Reflect|Proxy)\\b"),
            code("\\b(?:Deno|Bun|Buffer|child_process|fs)\\b(?=\\s*[.(\\[/'\"])"),
            forbidden("\\bimport\\s*\\(|\\bimport\\.meta\\b|\\bexport\\b[^\\n]*\\bfrom\\b"),
            code("\\b(?:document|window|localStorage|sessionStorage|indexedDB|cookieStore)\\b(?=\\s*[.\\[])"),
            code("\\bAstro\\s*\\.\\s*(?!props\\b)\\w+"),
            forbidden("\\burl\\s*\\(|@import\\b|\\bexpression\\s*\\(|\\bbehavior\\s*:|-moz-binding"),
            forbidden("\\\\[ux0-9a-f]"));

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}&&[^\\n\\r\\t\\u00ad\\u200d]]");
    private static final Pattern IMPORT = Pattern.compile("\\bimport\\b[^;\\n]*");
    private static final Pattern OURS = Pattern.compile("import (?:type )?[\\w{}, *]+ from '(\\.\\.?/[\\w./-]+)'");
    private static final List<String> ENDINGS = List.of("", ".ts", ".mjs");

    private final Predicate<String> isShipped;

    /** @param isShipped whether the template has such a file */
    ComponentScrutiny(Predicate<String> isShipped) {
        this.isShipped = isShipped;
    }

    /**
     * @param before the files as the author saw them
     * @param edited those that differ
     */
    Optional<Failure> objection(SortedMap<String, byte[]> before, SortedMap<String, byte[]> edited) {
        if (edited.isEmpty()) return Optional.of(new Failure("change-empty", Map.of("place", "")));
        for (var file : edited.entrySet()) {
            var found = found(file.getKey(), file.getValue(), text(before.getOrDefault(file.getKey(), new byte[0])));
            if (found.isPresent())
                return Optional.of(new Failure(
                        "component-refused", Map.of("path", file.getKey(), "found", shortened(found.get()))));
        }
        return Optional.empty();
    }

    private Optional<String> found(String path, byte[] bytes, Optional<String> before) {
        if (bytes.length > MOST_BYTES) return Optional.of(bytes.length + " bytes");
        var text = text(bytes);
        if (text.isEmpty()) return Optional.of("no text");
        var unseen = UNSEEN.matcher(text.get());
        if (unseen.find())
            return Optional.of("U+%04X".formatted((int) unseen.group().charAt(0)));
        var known = before.orElse("");
        return FORBIDDEN.stream()
                .flatMap(pattern -> pattern.matcher(text.get()).results())
                .map(match -> match.group().strip())
                .filter(match -> !known.contains(match))
                .findFirst()
                .or(() -> foreignImport(path, text.get()));
    }

    private Optional<String> foreignImport(String path, String text) {
        if (!path.endsWith(".astro")) return Optional.empty();
        return IMPORT.matcher(text)
                .results()
                .map(match -> match.group().strip())
                .filter(statement -> !isOurs(path, OURS.matcher(statement)))
                .findFirst();
    }

    private boolean isOurs(String path, Matcher statement) {
        if (!statement.matches()) return false;
        var target =
                Path.of(path).resolveSibling(statement.group(1)).normalize().toString();
        var isInside = target.startsWith("src/components/") || target.startsWith("src/lib/");
        return isInside && ENDINGS.stream().anyMatch(ending -> isShipped.test(target + ending));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Pattern code(String regex) {
        return Pattern.compile(regex);
    }

    private static Pattern forbidden(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    private static String shortened(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "…" : text;
    }
}
