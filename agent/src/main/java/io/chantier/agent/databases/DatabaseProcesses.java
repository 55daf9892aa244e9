package io.chantier.agent.databases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a database server works on. */
public final class DatabaseProcesses {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String LIST = "show processlist";

    private DatabaseProcesses() {}

    /** Each by the names of MariaDB's own columns: Id, User, Host, db, Command, Time, State, Info, Progress. */
    public static List<Map<String, @Nullable Object>> of(DatabaseServer server, Login root) throws DatabaseTrouble {
        return server.as(root, SOON, connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(LIST)) {
                var all = new ArrayList<Map<String, @Nullable Object>>();
                while (rows.next()) {
                    all.add(row(rows));
                }
                return all;
            }
        });
    }

    private static Map<String, @Nullable Object> row(ResultSet rows) throws SQLException {
        var row = new TreeMap<String, @Nullable Object>();
        var columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnLabel(i), rows.getObject(i));
        }
        return row;
    }
}
