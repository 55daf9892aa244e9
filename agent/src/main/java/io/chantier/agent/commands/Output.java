package io.chantier.agent.commands;

import java.util.List;

/**
 * What a program prints, without the secrets, as far as it is kept: of much output the beginning and the end, because the
 * first and the last error say the most.
 */
final class Output {

    /** How many characters are kept. */
    static final int MOST = 256 * 1024;

    private static final int HALF = MOST / 2;
    private static final String INSTEAD = "[secret]";

    private final List<String> hidden;
    private final int longest;
    private final StringBuilder undecided = new StringBuilder();
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long leftOut;
    private boolean changed;

    /** @param hidden what must not be shown, the longest first */
    Output(List<String> hidden) {
        this.hidden = hidden;
        this.longest = hidden.isEmpty() ? 1 : hidden.getFirst().length();
    }

    synchronized void add(CharSequence text) {
        undecided.append(text);
        decide(undecided.length() - longest + 1);
    }

    /** Nothing more comes, so what could have been the beginning of a secret is none. */
    synchronized void end() {
        decide(undecided.length());
    }

    /** Hands on what stands before the limit. What begins there is known to be a secret or none. */
    private void decide(int limit) {
        int from = 0;
        if (hidden.isEmpty()) {
            keep(undecided, 0, limit);
            from = limit;
        }
        while (from < limit) {
            int at = from;
            var secret = secretAt(at);
            while (secret.isEmpty() && ++at < limit) {
                secret = secretAt(at);
            }
            keep(undecided, from, at);
            if (!secret.isEmpty()) {
                keep(INSTEAD, 0, INSTEAD.length());
            }
            from = at + secret.length();
        }
        undecided.delete(0, from);
    }

    private String secretAt(int index) {
        for (var secret : hidden) {
            if (undecided.charAt(index) == secret.charAt(0)
                    && undecided.length() - index >= secret.length()
                    && secret.contentEquals(undecided.subSequence(index, index + secret.length()))) {
                return secret;
            }
        }
        return "";
    }

    private void keep(CharSequence text, int from, int to) {
        changed |= to > from;
        int first = Math.min(to, from + HALF - head.length());
        if (first > from) {
            head.append(text, from, first);
        }
        tail.append(text, Math.max(from, first), to);
        if (tail.length() > MOST) {
            cutTail();
        }
    }

    private void cutTail() {
        int over = tail.length() - HALF;
        if (over > 0) {
            tail.delete(0, over);
            leftOut += over;
        }
    }

    /** True once after each change. */
    synchronized boolean changed() {
        boolean was = changed;
        changed = false;
        return was;
    }

    synchronized String text() {
        cutTail();
        var text = new StringBuilder(head);
        if (leftOut > 0) {
            text.append("\n[").append(leftOut).append(" characters left out]\n");
        }
        text.append(tail);
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }
}
