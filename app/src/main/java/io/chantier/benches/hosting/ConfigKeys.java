package io.chantier.benches.hosting;

import io.chantier.values.Redaction;
import io.chantier.values.SecretName;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the keys of a site's configuration are called, whose they are, and which of their values nobody sees. */
final class ConfigKeys {

    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** The site's database, its names, whether it is open, and what keeps what it has encrypted. */
    private static final Set<String> SITE = Set.of(
            "host_name",
            "domains",
            "maintenance_mode",
            "pause_scheduler",
            "encryption_key",
            "backup_encryption_key",
            "installed_apps",
            "default_site",
            "limits");

    /** What the whole bench has in common: by some of it a site could reach into another one, or run programs there. */
    private static final Set<String> BENCH = Set.of(
            "developer_mode",
            "server_script_enabled",
            "extra_config",
            "dns_multitenant",
            "frappe_user",
            "webserver_port",
            "socketio_port",
            "file_watcher_port",
            "http_port",
            "http_timeout",
            "background_workers",
            "gunicorn_workers",
            "serve_default_site",
            "restart_supervisor_on_update",
            "restart_systemd_on_update",
            "use_rq_auth",
            "workers");

    private static final Set<String> GROUPS = Set.of("db_", "rds_", "redis_", "rq_", "ssl_", "backup_path");

    private ConfigKeys() {}

    static boolean isKey(String key) {
        return SHAPE.matcher(key).matches();
    }

    /** Whether the platform alone sets it. */
    static boolean isReserved(String key) {
        return SITE.contains(key) || BENCH.contains(key) || GROUPS.stream().anyMatch(key::startsWith);
    }

    /** By its name, by a name within the value, or by a password within an address. */
    static boolean isSecret(String key, JsonNode value) {
        if (SecretName.sounds(key)) return true;
        if (value.isString()) return !Redaction.apply(value.stringValue()).equals(value.stringValue());
        if (value.isArray()) return value.valueStream().anyMatch(item -> isSecret("", item));
        return value.propertyStream().anyMatch(entry -> isSecret(entry.getKey(), entry.getValue()));
    }
}
