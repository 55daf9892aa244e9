package io.chantier.benches.delivery;

/** What an agent's job does, as people sort jobs; agents have several names for the same. */
public enum AgentJobType {
    NEW_SITE,
    INSTALL_APP,
    BACKUP_SITE,
    MIGRATE_SITE,
    UPDATE_SITE,
    ARCHIVE_SITE,
    OTHER;

    /** @param name as an agent calls the job */
    public static AgentJobType of(String name) {
        return switch (name) {
            case "New Site", "New Site from Backup" -> NEW_SITE;
            case "Install App on Site" -> INSTALL_APP;
            case "Backup Site" -> BACKUP_SITE;
            case "Migrate Site" -> MIGRATE_SITE;
            case "Update Site Migrate",
                    "Update Site Pull",
                    "Recover Failed Site Migrate",
                    "Recover Failed Site Pull",
                    "Recover Failed Site Update",
                    "Restore Site Tables" -> UPDATE_SITE;
            case "Archive Site" -> ARCHIVE_SITE;
            default -> OTHER;
        };
    }
}
