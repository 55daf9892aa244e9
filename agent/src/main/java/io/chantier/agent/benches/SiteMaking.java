package io.chantier.agent.benches;

import io.chantier.agent.databases.DatabaseName;
import io.chantier.agent.databases.DatabaseServer;
import io.chantier.agent.databases.DatabaseTrouble;
import io.chantier.agent.databases.Databases;
import io.chantier.agent.databases.Login;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.agent.secrets.LostSecret;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.jobs.UndoFailed;
import io.chantier.jobs.UndoLater;
import io.chantier.protocol.Wire;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The steps by which a site comes into being. Its name and its database are claimed first; where anything fails later,
 * the database, its user, the folder and the route go again, and nothing that was there before does.
 */
public final class SiteMaking {

    /** The step whose undo takes all of the site away, and that can wait for a database server without the bench. */
    public static final String CLAIM = ".claim";

    private static final String NEW_SITE = "New Site";
    private static final int MOST_NAMES = 100;

    private final Benches benches;
    private final SiteCommands bench;
    private final JobSecrets secrets;
    private final BenchNginx nginx;
    private final NameOwners owners;

    public SiteMaking(Benches benches, SiteCommands bench, JobSecrets secrets, BenchNginx nginx) {
        this.benches = benches;
        this.bench = bench;
        this.secrets = secrets;
        this.nginx = nginx;
        this.owners = new NameOwners(benches);
    }

    /** Comes before all other steps; it never fails itself, but the step that makes the site does for its reason. */
    public Step claim(JobOrder order) {
        var call = SiteCall.of(order);
        return Step.named(CLAIM, _ -> StepOutcome.done(Wire.write(claimed(order, call))))
                .undoneAtOnceBy(result -> takeBack(order, call, result));
    }

    private Map<String, String> claimed(JobOrder order, SiteCall call) throws DatabaseTrouble {
        if (benches.isTaken(call.bench(), call.site())) {
            return refused("site-exists", "Site " + call.site() + " already exists; choose another name or archive it");
        }
        var owner = owners.another(call.bench(), call.site(), call.site());
        if (owner.isPresent()) {
            return refused("name-taken", owner.get() + "; choose another name, or have it removed there");
        }
        var server = benches.databaseServer(call.bench());
        if (server.isEmpty()) {
            return refused("bench-missing", "Bench " + call.bench() + " does not exist any more");
        }
        try {
            // The bench may be put away, or have another server, before its undo could ask this one.
            return Map.of(
                    "database",
                    free(server.get(), root(order), call).value(),
                    "host",
                    server.get().host(),
                    "port",
                    Integer.toString(server.get().port()));
        } catch (DatabaseTrouble e) {
            return e.outcome() instanceof StepOutcome.Failed(var why)
                    ? written(why)
                    : refused("database-unreachable", String.valueOf(e.getMessage()));
        }
    }

    /** The database of a site that was renamed keeps the name that a new site under the old one would get. */
    private DatabaseName free(DatabaseServer server, Login root, SiteCall call) throws DatabaseTrouble {
        for (int number = 0; number < MOST_NAMES; number++) {
            var name = DatabaseName.ofSite(
                    benches.folder(call.bench()), call.site().value(), number);
            if (!Databases.exists(server, root, name)) {
                return name;
            }
        }
        throw new IllegalStateException("All names of databases for " + call.site() + " are taken");
    }

    private static Map<String, String> refused(String code, String why) {
        return written(new Failure(code, Map.of("why", why)));
    }

    private static Map<String, String> written(Failure why) {
        var all = new TreeMap<>(why.arguments());
        all.put("code", why.code());
        return all;
    }

    /** Makes the site in its claimed database; what an earlier run of the step left is cleared away before. */
    public Step make(JobOrder order) {
        var call = SiteCall.of(order);
        return Step.named(NEW_SITE, context -> {
            var claim = Wire.tree(context.resultOf(CLAIM).orElseThrow());
            if (!claim.has("database")) {
                var arguments = new TreeMap<String, String>();
                claim.forEachEntry((name, value) -> arguments.put(name, value.asString()));
                return StepOutcome.failed(String.valueOf(arguments.remove("code")), arguments);
            }
            return made(context, call, claim);
        });
    }

    private StepOutcome made(StepContext context, SiteCall call, JsonNode claim) throws Exception {
        var database = new DatabaseName(claim.get("database").asString());
        var server = benches.databaseServer(call.bench());
        if (server.isEmpty()) {
            return StepOutcome.failed(
                    "bench-missing", Map.of("bench", call.bench().value()));
        }
        var claimed = claimedServer(claim);
        if (claimed.isPresent() && !claimed.equals(server)) {
            // Its undo asks the claimed one.
            return refused(call, claimed.get(), server.get());
        }
        var root = root(context.order());
        var admin = secrets.of(context.order(), SiteSecrets.ADMIN);
        try {
            Databases.drop(server.get(), root, database);
            benches.delete(call.bench(), call.site());
            return Databases.withLimitedUser(server.get(), root, database, limited -> {
                var end = bench.runOfBench(
                        context,
                        NEW_SITE,
                        call,
                        SiteCommands.lines(limited.password(), admin, admin),
                        List.of(
                                "new-site",
                                "--no-mariadb-socket",
                                "--mariadb-root-username",
                                limited.user(),
                                "--db-name",
                                database.value(),
                                call.site().value()));
                return end.outcome();
            });
        } catch (DatabaseTrouble e) {
            return e.outcome();
        }
    }

    private static StepOutcome refused(SiteCall call, DatabaseServer claimed, DatabaseServer server) {
        return StepOutcome.failed(
                "database-server-changed",
                Map.of(
                        "server",
                        server.toString(),
                        "why",
                        "Bench " + call.bench() + " was given the database server " + server + " after " + call.site()
                                + " was begun on " + claimed + "; order the site again"));
    }

    private static Optional<DatabaseServer> claimedServer(JsonNode claim) {
        return claim.has("host")
                ? DatabaseServer.of(
                        claim.path("host").asString(), claim.path("port").asInt())
                : Optional.empty(); // of an earlier version
    }

    private void takeBack(JobOrder order, SiteCall call, String result) throws Exception {
        var claim = result.isEmpty() ? Wire.emptyObject() : Wire.tree(result);
        var database = DatabaseName.of(claim.path("database").asString(""));
        if (database.isEmpty()) {
            return; // nothing was claimed, so nothing here is the job's
        }
        var onBench = takeOffBench(call);
        var inDatabase = drop(order, call, database.get(), claim);
        var left = Stream.concat(onBench.stream(), inDatabase.stream()).toList();
        if (left.isEmpty()) {
            return;
        }
        var why = left.stream().map(Left::why).collect(Collectors.joining("; "));
        var told = Map.of("step", CLAIM, "why", why);
        if (left.stream().allMatch(Left::forGood)) {
            throw new UndoFailed(new Failure("undo-failed", told));
        }
        throw new UndoLater(why, told);
    }

    /**
     * What could not be taken away.
     *
     * @param forGood whether no further try would help
     */
    private record Left(String why, boolean forGood) {}

    private Optional<Left> takeOffBench(SiteCall call) throws InterruptedException {
        try {
            benches.delete(call.bench(), call.site());
            nginx.refresh(call.bench());
        } catch (BrokenConfig | UncheckedIOException e) {
            return Optional.of(new Left(
                    "The folder and the route of " + call.site()
                            + ", which was not made to its end, have to be taken off bench " + call.bench() + ": "
                            + e.getMessage(),
                    false));
        }
        return nginx.serves(call.bench(), call.site())
                ? Optional.of(new Left(
                        "nginx refuses its files, and still sends visitors of " + call.site() + " to bench "
                                + call.bench() + ", which does not have it: see what nginx -t says",
                        false))
                : Optional.empty();
    }

    private Optional<Left> drop(JobOrder order, SiteCall call, DatabaseName database, JsonNode claim) {
        try {
            var server = claimedServer(claim).or(() -> benches.databaseServer(call.bench()));
            if (server.isEmpty()) {
                return left(
                        call,
                        database,
                        "Bench " + call.bench() + " is gone, and with it the address of the server.",
                        true);
            }
            Databases.drop(server.get(), root(order), database);
            return Optional.empty();
        } catch (DatabaseTrouble e) {
            // One that refuses may have no room, or wait for a lock.
            return left(call, database, e.getMessage(), e.kind() == DatabaseTrouble.Kind.DENIED);
        } catch (BrokenConfig e) {
            return left(call, database, e.getMessage(), false);
        } catch (LostSecret e) {
            return left(call, database, e.getMessage(), true);
        }
    }

    private static Optional<Left> left(SiteCall call, DatabaseName database, @Nullable String why, boolean forGood) {
        var limited = database.limitedUser();
        return Optional.of(new Left(
                "Site " + call.site() + " was not made to its end, and what it has in the database server could not be"
                        + " taken away. Drop there by hand, as far as they exist, the databases " + database + " and "
                        + limited + " and the users " + database + " and " + limited + ". " + why,
                forGood));
    }

    private Login root(JobOrder order) {
        return Login.root(secrets.of(order, SiteSecrets.ROOT));
    }
}
