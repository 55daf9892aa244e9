package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs of MariaDB, as the user of a site's database; its password goes by the environment. */
final class DatabasePrograms {

    static final List<String> CLIENT = List.of("mariadb");
    static final List<String> DUMP = List.of("mariadb-dump", "--single-transaction", "--quick", "--lock-tables=false");

    private final Map<String, String> environment;

    /** @param environment what the programs find in theirs */
    DatabasePrograms(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Where a program works, and for how long it may. */
    record Place(Path folder, Duration atMost) {}

    /**
     * @param program with its own options
     * @param tables of the database; none for all of it
     */
    Command command(Place place, SiteDatabase database, List<String> program, String... tables) {
        var words = new ArrayList<>(program);
        words.add("--protocol=TCP"); // "localhost" would be a socket
        words.addAll(List.of("-h", database.server().host()));
        words.addAll(List.of("-P", Integer.toString(database.server().port())));
        words.addAll(
                List.of("-u", database.login().user(), "--", database.name().value()));
        words.addAll(List.of(tables));
        return Command.of(place.folder(), words)
                .with(environment)
                .withSecret("MYSQL_PWD", database.login().password())
                .within(place.atMost());
    }
}
