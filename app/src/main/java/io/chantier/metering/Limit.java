package io.chantier.metering;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What spending is limited for; days and months are those of the zone of this installation. */
public enum Limit {
    JOB(true),
    /** From the site's first request on. */
    SITE(true),
    TEAM_DAY(true),
    TEAM_MONTH(true),
    INSTALLATION_DAY(false),
    INSTALLATION_MONTH(false);

    private final boolean differsByTeam;

    Limit(boolean differsByTeam) {
        this.differsByTeam = differsByTeam;
    }

    /** Whether the operator may set another for one team. */
    public boolean differsByTeam() {
        return differsByTeam;
    }

    /** {@code team-month}, as settings and messages name it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Limit> of(String key) {
        return Arrays.stream(values()).filter(limit -> limit.key().equals(key)).findFirst();
    }
}
