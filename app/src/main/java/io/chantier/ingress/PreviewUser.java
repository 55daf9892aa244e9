package io.chantier.ingress;

import java.util.regex.Pattern;

/**
 * Somebody who may look at previews.
 *
 * @param hash of the password: bcrypt, or apr1 as {@code htpasswd} makes it by default, which Caddy does not know
 */
public record PreviewUser(String name, String hash) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}");
    private static final Pattern APR1 = Pattern.compile("\\$apr1\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}");

    public PreviewUser {
        if (!NAME.matcher(name).matches()) throw new IllegalArgumentException("No name of a user before the colon");
        if (!BCRYPT.matcher(hash).matches() && !APR1.matcher(hash).matches()) {
            throw new IllegalArgumentException("The password of " + name
                    + " has to be a bcrypt or apr1 hash, as htpasswd -nB " + name + " prints");
        }
    }

    /** Reads {@code name:hash}, a line of {@code htpasswd}. */
    public static PreviewUser valueOf(String line) {
        var words = line.strip().split(":", 2);
        return new PreviewUser(words[0], words.length > 1 ? words[1] : "");
    }

    public boolean isBcrypt() {
        return BCRYPT.matcher(hash).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
