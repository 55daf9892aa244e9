package io.chantier.deployment;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Whether a published site answered with the pages that were published, when it was last looked at.
 *
 * @param since when it began to be so
 * @param lookedAt when it was last looked at
 * @param failures looks in a row that did not show the pages
 * @param seen what the last of these showed instead, such as a status; empty where the pages were seen
 */
public record Health(State state, Instant since, Instant lookedAt, int failures, String seen) {

    /** One look that fails may be a cable; as many in a row are not. */
    static final int FAILURES = 2;

    private static final String ANSWERED = "200";

    /** What a look says where another server answered. */
    static final String ELSEWHERE = "another server";

    private static final Pattern STATUS = Pattern.compile("[0-9]{3}");

    /** How a site stands. */
    public enum State {
        UP,
        DOWN
    }

    static Health first(boolean up, String seen, Instant now) {
        return new Health(State.UP, now, now, up ? 0 : 1, seen);
    }

    /** What another look makes of it: down only after {@value #FAILURES} failures in a row, up again at once. */
    Health after(boolean up, String shown, Instant now) {
        int failed = up ? 0 : failures + 1;
        var next = up ? State.UP : failed >= FAILURES ? State.DOWN : state;
        return new Health(next, next == state ? since : now, now, failed, up ? "" : shown);
    }

    /** A look that failed is repeated soon, so that it is known within a minute. */
    boolean isDoubtful() {
        return failures > 0 && failures <= FAILURES;
    }

    /** Whether there is something to say: what did not answer at its very first look may be a cable too. */
    public boolean isKnown() {
        return state == State.DOWN || failures == 0 || !since.equals(lookedAt);
    }

    public String wordKey() {
        return wordKey(state, seen);
    }

    public String seenKey() {
        return seenKey(seen);
    }

    /** A site that answers with other pages is told apart from one that does not answer. */
    static String wordKey(State state, String seen) {
        boolean isOther = state == State.DOWN && (seen.equals(ANSWERED) || seen.equals(ELSEWHERE));
        return "page.health." + (isOther ? "OTHER" : state.name());
    }

    /** What words say what was seen; empty where there is nothing to add to {@link #wordKey}. */
    static String seenKey(String seen) {
        return switch (seen) {
            case "", ANSWERED -> "";
            case ELSEWHERE -> "page.health.seen.server";
            case "unknown-host", "tls", "too-slow" -> "page.health.seen." + seen;
            default -> STATUS.matcher(seen).matches() ? "page.health.seen" : "page.health.seen.nothing";
        };
    }
}
