package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A bench with one site, and a program {@code bench} that does to its files what the real one does to a site: apps are
 * marker files, the maintenance mode is written into the configuration. Files in the bench make it fail or hang.
 */
record StandInBench(Path directory, String program) {

    static final String NAME = "bench-0001-000001-n1";
    static final String SITE = "demo.local.test";

    private static final String PROGRAM = """
            [ "$1" = --site ] || { echo "Usage: bench --site SITE COMMAND"; exit 2; }
            site=$2
            folder=sites/$site
            config=$folder/site_config.json
            shift 2
            command=$1
            shift
            [ -f "$config" ] || { echo "Site $site does not exist"; exit 1; }
            echo "$command $*" >> called
            if [ -f "fail-$command" ]; then
                cat "fail-$command"
                exit 3
            fi
            if [ -f "slow-$command" ]; then
                echo $$ >> pids
                sleep 300 > /dev/null 2>&1 &
                echo $! >> pids
                i=0
                while [ -f "slow-$command" ]; do
                    echo "patch $i"
                    i=$((i + 1))
                    sleep 0.1
                done
                kill %1 2> /dev/null || kill $!
            fi
            case $command in
                install-app)
                    if [ -f old ] && [ "${2:-}" = --force ]; then
                        echo "Error: no such option: --force"
                        exit 2
                    fi
                    [ -d "apps/$1" ] || { echo "ModuleNotFoundError: No module named '$1'"; exit 1; }
                    printf '\\nInstalling %s...\\n' "$1"
                    mkdir -p "$folder/installed"
                    : > "$folder/installed/$1"
                    ;;
                uninstall-app)
                    echo "Uninstalling App $1 from Site $site..."
                    rm -f "$folder/installed/$1"
                    ;;
                migrate)
                    echo "Migrating $site"
                    echo "Executing frappe.patches.v16_0.fake in $site (_db)"
                    echo "Success: Done in 0.123s"
                    : > "$folder/migrated"
                    ;;
                set-maintenance-mode)
                    flag=0
                    [ "$1" = on ] && flag=1
                    if grep -q '"maintenance_mode"' "$config"; then
                        sed "s/\\"maintenance_mode\\" *: *[01]/\\"maintenance_mode\\": $flag/" "$config" > "$config.new"
                    else
                        sed "1s/{/{ \\"maintenance_mode\\": $flag,/" "$config" > "$config.new"
                    fi
                    mv "$config.new" "$config"
                    ;;
                ready-for-migration)
                    if [ -f busy ]; then
                        echo "$site: jobs are pending"
                        exit 1
                    fi
                    echo "$site: ready for migration"
                    ;;
                clear-cache | clear-website-cache | build-search-index) echo "ok $command" ;;
                execute) echo '["frappe", "erpnext"]' ;;
                list-apps)
                    printf '{"%s": [' "$site"
                    printf '{"app_name": "frappe", "app_version": "16.0.0", "git_branch": "version-16"}, '
                    printf '{"app_name": "erpnext", "app_version": "16.0.0", "git_branch": "version-16"}]}\\n'
                    ;;
                *)
                    echo "Error: No such command '$command'."
                    exit 2
                    ;;
            esac
            """;

    /** Makes the bench below this folder. */
    static StandInBench in(Path home) {
        try {
            var directory = Files.createDirectories(home.resolve("benches"));
            var bench = new StandInBench(directory, Script.in(home, "bench", PROGRAM));
            Files.createDirectories(bench.folder().resolve("apps/frappe"));
            Files.createDirectories(bench.folder().resolve("apps/erpnext"));
            Files.createDirectories(bench.site());
            bench.write("config.json", "{}");
            bench.write("sites/apps.txt", "frappe\nerpnext\n");
            bench.write("sites/common_site_config.json", """
                    {"db_host": "127.0.0.1", "db_port": 25954, "frappe_user": "frappe", "monitor": 1,
                     "redis_cache": "redis://localhost:13000", "redis_queue": "redis://localhost:11000",
                     "redis_socketio": "redis://localhost:13000", "socketio_port": 9000, "webserver_port": 8000}""");
            bench.write(
                    "sites/" + SITE + "/site_config.json",
                    "{\n \"db_name\": \"_db\",\n \"db_password\": \"db-secret\",\n \"plan\": \"small\"\n}\n");
            return bench;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String path(String rest) {
        return "/benches/" + NAME + "/sites/" + SITE + rest;
    }

    BenchSettings settings() {
        return settings(Map.of());
    }

    BenchSettings settings(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "CHANTIER_AGENT_BENCHES",
                directory.toString(),
                "CHANTIER_AGENT_BENCH_COMMAND",
                program,
                "PATH",
                "/usr/local/bin:/usr/bin:/bin"));
        environment.putAll(more);
        return BenchSettings.of(environment, directory);
    }

    Path folder() {
        return directory.resolve(NAME);
    }

    Path site() {
        return folder().resolve("sites").resolve(SITE);
    }

    Path write(String file, String text) {
        try {
            return Files.writeString(folder().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String file) {
        try {
            Files.deleteIfExists(folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode config() {
        try {
            return Wire.tree(Files.readString(site().resolve("site_config.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program was asked for, oldest first. */
    List<String> called() {
        try {
            var file = folder().resolve("called");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Long> pids() {
        return Script.pids(folder().resolve("pids"));
    }

    void assertNothingRuns() {
        assertThat(pids()).isNotEmpty().noneMatch(Script::runs);
    }
}
