package io.chantier.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Creates the journal's tables and brings them up to date; to be called at each start, before the engine. */
public final class JobTables {

    private static final Pattern VERSION = Pattern.compile("^-- version (\\d+)$", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("--.*$", Pattern.MULTILINE);

    private JobTables() {}

    /** Idempotent; replicas that start together wait for each other. */
    public static void create(DataSource source, Dialect dialect) {
        Transactions.owning(source, dialect).in(sql -> {
            dialect.lock(sql, "chantier job tables");
            sql.update("create table if not exists job_schema (version integer primary key)");
            int installed = sql.row(
                            "select coalesce(max(version), 0) as version from job_schema", r -> r.number("version"))
                    .orElse(0);
            for (var version : versions(dialect)) {
                if (version.number() > installed) {
                    install(sql, version);
                }
            }
            return installed;
        });
    }

    private static void install(Sql sql, Version version) throws SQLException {
        for (var statement : version.statements()) {
            sql.update(statement);
        }
        sql.update("insert into job_schema (version) values (?)", version.number());
    }

    private record Version(int number, List<String> statements) {}

    private static List<Version> versions(Dialect dialect) {
        var script = script(dialect);
        var heads = VERSION.matcher(script).results().toList();
        return Stream.iterate(0, i -> i < heads.size(), i -> i + 1)
                .map(i -> {
                    int end = i + 1 < heads.size() ? heads.get(i + 1).start() : script.length();
                    var body = script.substring(heads.get(i).end(), end);
                    return new Version(Integer.parseInt(heads.get(i).group(1)), statements(body));
                })
                .toList();
    }

    private static List<String> statements(String script) {
        return Stream.of(COMMENT.matcher(script).replaceAll("").split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String script(Dialect dialect) {
        var name = dialect.name().toLowerCase(Locale.ROOT) + ".sql";
        try (var stream = JobTables.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
