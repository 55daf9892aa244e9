package io.chantier.agent.databases;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a database or of one of its users: letters, digits and what needs no quoting. */
public record DatabaseName(String value) {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_$-]{1,64}");

    /** What a server keeps about itself is the database of no site. */
    private static final Set<String> OF_THE_SERVER = Set.of("mysql", "sys", "information_schema", "performance_schema");

    private static final int DIGITS = 16;

    public DatabaseName {
        if (!isOne(value)) {
            throw new IllegalArgumentException("Not the name of a database");
        }
    }

    /** Empty where the text cannot be such a name. */
    public static Optional<DatabaseName> of(String text) {
        return isOne(text) ? Optional.of(new DatabaseName(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return SHAPE.matcher(text).matches() && !OF_THE_SERVER.contains(text.toLowerCase(Locale.ROOT));
    }

    /**
     * What the database of a new site is called, as the contract has it: a digest of a path below the bench, where
     * the folder of the sites stands twice.
     *
     * @param number 0, or a higher one where the database of a site that was renamed has the name already
     */
    public static DatabaseName ofSite(Path bench, String site, int number) {
        var path = bench.resolve("sites/sites").resolve(site) + (number == 0 ? "" : "#" + number);
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(path.getBytes(StandardCharsets.UTF_8));
            return new DatabaseName("_" + HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The user for the time of one job who may do with this database whatever is to be done, and nothing else. */
    public DatabaseName limitedUser() {
        return new DatabaseName(value + "_limited");
    }

    @Override
    public String toString() {
        return value;
    }
}
