package io.chantier.sites;

/** What the public sees of a site; a running job is shown beside it. */
public enum SiteState {
    DRAFT,
    GENERATING,
    GENERATED,
    INSTALLING,
    DEPLOYING,
    LIVE,
    SUSPENDED,
    ARCHIVED,
    BROKEN;

    public boolean canBecome(SiteState next) {
        return switch (this) {
            case DRAFT -> next == GENERATING || next == INSTALLING || next == BROKEN || next == ARCHIVED;
            case GENERATING -> next == GENERATED || next == DRAFT || next == BROKEN || next == ARCHIVED;
            case GENERATED -> next == GENERATING || next == DEPLOYING || next == BROKEN || next == ARCHIVED;
            case INSTALLING -> next == LIVE || next == DRAFT || next == BROKEN || next == ARCHIVED;
            case DEPLOYING -> next == LIVE || next == GENERATED || next == BROKEN || next == ARCHIVED;
            case LIVE -> next == SUSPENDED || next == ARCHIVED || next == BROKEN;
            case SUSPENDED -> next == LIVE || next == ARCHIVED || next == BROKEN;
            case BROKEN ->
                next == GENERATING || next == INSTALLING || next == DEPLOYING || next == LIVE || next == ARCHIVED;
            case ARCHIVED -> next != ARCHIVED && next != GENERATING && next != INSTALLING && next != DEPLOYING;
        };
    }

    /** Whether something good of this site is, or was until it was suspended, online. */
    public boolean wasPublished() {
        return this == LIVE || this == SUSPENDED;
    }
}
