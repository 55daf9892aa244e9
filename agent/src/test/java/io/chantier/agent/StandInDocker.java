package io.chantier.agent;

import io.chantier.agent.commands.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that does what docker and podman do for a bench: what is started in a container is no child of the program,
 * and has nothing in its environment but what the arguments hand in. Containers are files in a folder; a file
 * {@code fail-VERB} there makes that verb fail, {@code fail-VERBWORD} only with this first word.
 *
 * @param folder what an image holds is below {@code image} in it
 */
public record StandInDocker(Path folder, String program) {

    private static final String PROGRAM = """
            here=%1$s
            benches=%2$s
            verb=$1
            shift
            [ "$verb" = container ] || echo "$verb $*" >> "$here/called"
            for file in "$here/fail-$verb" "$here/fail-$verb$1"; do
                if [ -f "$file" ]; then
                    cat "$file"
                    exit 125
                fi
            done
            if [ -f "$here/hold-$verb" ] || [ -f "$here/hold-$verb$1" ]; then
                : > "$here/held"
                while [ -f "$here/hold-$verb" ] || [ -f "$here/hold-$verb$1" ]; do sleep 0.05; done
            fi
            case $verb in
                exec)
                    set -f
                    variables=
                    while :; do
                        case $1 in
                            -i) shift ;;
                            -w) shift 2 ;;
                            -e) eval "variables=\\"$variables $2=\\$$2\\""; shift 2 ;;
                            *) break ;;
                        esac
                    done
                    name=$1
                    shift
                    cd "$benches/$name" || { echo "No such container: $name"; exit 1; }
                    program=$1
                    shift
                    [ "$program" = bench ] && program=%3$s
                    [ "$program" = supervisorctl ] && program=echo
                    setsid -w env -i PATH="$PATH" $variables "$program" "$@"
                    ;;
                login) cat > "$here/password"; echo "Login Succeeded" ;;
                run)
                    removed=no
                    name=
                    before=
                    label=
                    mounts=
                    for word in "$@"; do
                        case $word in
                            --rm) removed=yes ;;
                            *:/home/frappe/frappe-bench/sitesmount) copied=sites target=${word%%%%:*} ;;
                            *:/home/frappe/frappe-bench/configmount) copied=config target=${word%%%%:*} ;;
                        esac
                        [ "$before" = --name ] && name=$word
                        [ "$before" = --label ] && label=${word#*=}
                        [ "$before" = -v ] && mounts="$mounts${word%%%%:*}|"
                        before=$word
                    done
                    if [ "$removed" = yes ]; then
                        cp -LR "$here/image/$copied/." "$target"
                    else
                        [ ! -f "$here/running-$name" ] || { echo "Conflict. The container name is already in use"; exit 125; }
                        printenv LICENCE > "$here/running-$name" || :
                        echo "$label|$mounts" > "$here/told-$name"
                        echo f00dfeed
                    fi
                    ;;
                rm)
                    for word in "$@"; do rm -f "$here/running-$word" "$here/stopped-$word" "$here/told-$word"; done
                    ;;
                rename)
                    mv "$here/running-$1" "$here/running-$2"
                    mv "$here/told-$1" "$here/told-$2"
                    if [ -f "$here/stopped-$1" ]; then mv "$here/stopped-$1" "$here/stopped-$2"; fi
                    ;;
                container)
                    name=$4
                    [ -f "$here/running-$name" ] || { echo "Error: No such container: $name"; exit 1; }
                    if [ -f "$here/told-$name" ]; then cat "$here/told-$name"; else echo "|"; fi
                    ;;
                stop) : > "$here/stopped-$1" ;;
                start) rm -f "$here/stopped-$1" ;;
                 update | image) echo ok ;;
                *) echo "docker: '$verb' is not a docker command."; exit 1 ;;
            esac
            """;

    public static StandInDocker in(Path home, StandInBench bench) {
        try {
            var folder = Files.createDirectories(home.resolve("docker"));
            var sites = Files.createDirectories(folder.resolve("image/sites"));
            Files.createDirectories(folder.resolve("image/config"));
            Files.writeString(folder.resolve("image/config/redis-queue.conf"), "port 11000\n");
            Files.writeString(sites.resolve("apps.txt"), "frappe\nerpnext\n");
            Files.writeString(sites.resolve("common_site_config.json"), "{}");
            return new StandInDocker(
                    folder, Script.in(folder, "docker", PROGRAM.formatted(folder, bench.directory(), bench.program())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BenchSettings settings(StandInBench bench) {
        return bench.settings(environment());
    }

    public Map<String, String> environment() {
        return Map.of(
                "CHANTIER_AGENT_DOCKER_COMMAND",
                program,
                "CHANTIER_AGENT_PODMAN_COMMAND",
                podman(),
                "CHANTIER_AGENT_BENCH_COMMAND",
                "/nothing/on/the/host");
    }

    private String podman() {
        return Script.in(folder, "podman", "exec " + program + " \"$@\"\n");
    }

    /** What it was asked for, oldest first. */
    public List<String> called() {
        try {
            var file = folder.resolve("called");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void fail(String verb, String saying) {
        try {
            Files.writeString(folder.resolve("fail-" + verb), saying);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on this verb works again. */
    public void mend(String verb) {
        try {
            Files.delete(folder.resolve("fail-" + verb));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A container that somebody made by hand, or that an agent made for this bench. */
    void make(String container, String bench) {
        try {
            Files.writeString(folder.resolve("running-" + container), "");
            Files.writeString(folder.resolve("told-" + container), bench + "|");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String container) {
        try {
            Files.delete(folder.resolve("running-" + container));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variable LICENCE of a container. */
    String licence(String container) {
        try {
            return Files.readString(folder.resolve("running-" + container)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on this verb does not come to its end. */
    public void hold(String verb) {
        try {
            Files.deleteIfExists(folder.resolve("held"));
            Files.writeString(folder.resolve("hold-" + verb), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isHeld(String verb) {
        return Files.exists(folder.resolve("held")) && Files.exists(folder.resolve("hold-" + verb));
    }

    public void letGo(String verb) {
        try {
            Files.delete(folder.resolve("hold-" + verb));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean runs(String container) {
        return Files.exists(folder.resolve("running-" + container))
                && !Files.exists(folder.resolve("stopped-" + container));
    }
}
