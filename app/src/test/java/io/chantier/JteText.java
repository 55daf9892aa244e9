package io.chantier;

import java.util.regex.Pattern;

/** The markup of a JTE template without what JTE computes. */
final class JteText {

    private static final Pattern LINE = Pattern.compile("(?m)^@(import|param) .*$");
    private static final Pattern COMMENT = Pattern.compile("(?s)<%--.*?--%>");
    private static final Pattern RAW = Pattern.compile("(?s)<script[^>]*>.*?</script>");
    private static final Pattern WORD = Pattern.compile("@(else|endif|endfor|raw|endraw)\\b");

    private JteText() {}

    static String markupOf(String template) {
        var text = COMMENT.matcher(template).replaceAll("");
        text = RAW.matcher(LINE.matcher(text).replaceAll("")).replaceAll("");
        return WORD.matcher(withoutCode(text)).replaceAll("").replace("@`", "").replace("`", "");
    }

    /** Drops {@code ${...}}, {@code !{...}}, {@code @if(...)}, {@code @for(...)}; of a call only its content blocks stay. */
    private static String withoutCode(String text) {
        var kept = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("${", at) || text.startsWith("!{", at)) {
                at = end(text, at + 1, '{', '}', new StringBuilder());
            } else if (text.startsWith("$unsafe{", at)) {
                at = end(text, at + 7, '{', '}', new StringBuilder());
            } else if (isCall(text, at)) {
                at = end(text, text.indexOf('(', at), '(', ')', kept);
            } else {
                kept.append(text.charAt(at++));
            }
        }
        return kept.toString();
    }

    private static boolean isCall(String text, int at) {
        return text.startsWith("@if(", at)
                || text.startsWith("@elseif(", at)
                || text.startsWith("@for(", at)
                || text.startsWith("@template.", at);
    }

    /** Where the bracket that opens at {@code from} is closed; content blocks inside are kept as markup. */
    private static int end(String text, int from, char open, char close, StringBuilder content) {
        int depth = 0;
        for (int at = from; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter == '"') {
                at = string(text, at);
            } else if (text.startsWith("@`", at)) {
                int over = block(text, at + 2);
                content.append(withoutCode(text.substring(at + 2, over)));
                at = over;
            } else if (letter == open) {
                depth++;
            } else if (letter == close && --depth == 0) {
                return at + 1;
            }
        }
        return text.length();
    }

    private static int string(String text, int from) {
        for (int at = from + 1; at < text.length(); at++) {
            if (text.charAt(at) == '\\') at++;
            else if (text.charAt(at) == '"') return at;
        }
        return text.length();
    }

    private static int block(String text, int from) {
        int depth = 1;
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith("@`", at)) {
                depth++;
                at++;
            } else if (text.charAt(at) == '`' && --depth == 0) {
                return at;
            }
        }
        return text.length();
    }
}
