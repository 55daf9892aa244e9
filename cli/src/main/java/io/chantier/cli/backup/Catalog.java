package io.chantier.cli.backup;

import io.chantier.cli.installation.CliException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads from PostgreSQL's catalogue how our tables are made. {@code pg_dump} would do the same but is not part of the
 * embedded server. What this class cannot write down makes the backup fail instead of being left out.
 */
final class Catalog {

    private static final String OURS = " not like 'pg\\_%' and nspname <> 'information_schema'";
    private static final String NOT_OF_AN_EXTENSION =
            " and not exists (select 1 from pg_depend x where x.objid = %s.oid and x.deptype = 'e')";

    private final Connection connection;

    Catalog(Connection connection) {
        this.connection = connection;
    }

    Dump read() throws SQLException {
        refuseUnknown();
        var tables = new ArrayList<Dump.Table>();
        var before = new ArrayList<String>();
        before.addAll(strings("select format('CREATE EXTENSION IF NOT EXISTS %I', extname) from pg_extension"
                + " where extname <> 'plpgsql' order by 1"));
        before.addAll(strings("select format('CREATE SCHEMA IF NOT EXISTS %I', nspname) from pg_namespace where nspname"
                + OURS + " order by 1"));
        before.addAll(enums());
        before.addAll(sequences());
        before.add("SET LOCAL check_function_bodies = off");
        before.addAll(functions());
        for (var table : relations("r")) {
            before.add(createTable(table));
            tables.add(new Dump.Table(table.name(), columns(table), "%04d.copy".formatted(tables.size())));
        }
        var after = new ArrayList<String>();
        after.addAll(constraints("'p', 'u', 'x', 'c'"));
        after.addAll(indexes());
        after.addAll(constraints("'f'"));
        after.addAll(views());
        after.addAll(triggers());
        after.addAll(positions());
        return new Dump(before, tables, after);
    }

    /** The newest migration that each module's history knows, by the name of the history. */
    Map<String, String> migrations() throws SQLException {
        var found = new java.util.TreeMap<String, String>();
        for (var table : relations("r")) {
            if (table.name().contains("flyway_")) {
                var newest = strings("select version from " + table.name()
                        + " where success and version is not null order by installed_rank desc limit 1");
                found.put(table.name(), newest.isEmpty() ? "0" : newest.getFirst());
            }
        }
        return found;
    }

    private record Relation(long oid, String name) {}

    private void refuseUnknown() throws SQLException {
        var unknown = strings("""
                select format('%I.%I', nspname, relname) from pg_class c join pg_namespace n on n.oid = relnamespace
                where (relkind in ('m', 'f', 'p') or relrowsecurity) and nspname""" + OURS + """
                 union all
                select format('%I.%I', nspname, typname) from pg_type t join pg_namespace n on n.oid = typnamespace
                where (typtype in ('d', 'r') or typtype = 'c' and exists (
                    select 1 from pg_class k where k.oid = typrelid and relkind = 'c')) and nspname""" + OURS + NOT_OF_AN_EXTENSION.formatted("t"));
        if (!unknown.isEmpty()) {
            throw new CliException("backup.unknown", Map.of("objects", String.join(", ", unknown)));
        }
    }

    private List<String> enums() throws SQLException {
        return strings("""
                select format('CREATE TYPE %I.%I AS ENUM (%s)', nspname, typname,
                    (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder)
                     from pg_enum where enumtypid = t.oid))
                from pg_type t join pg_namespace n on n.oid = typnamespace where typtype = 'e' and nspname""" + OURS + NOT_OF_AN_EXTENSION.formatted("t") + " order by 1");
    }

    // Those of identity columns come with their table.
    private List<String> sequences() throws SQLException {
        return strings("""
                select format('CREATE SEQUENCE %I.%I AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s CACHE %s %s',
                    nspname, relname, format_type(seqtypid, null), seqincrement, seqmin, seqmax, seqstart, seqcache,
                    case when seqcycle then 'CYCLE' else 'NO CYCLE' end)
                from pg_sequence s join pg_class c on c.oid = seqrelid join pg_namespace n on n.oid = relnamespace
                where not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'i') and nspname""" + OURS + " order by 1");
    }

    private List<String> functions() throws SQLException {
        return strings("select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = pronamespace"
                + " where prokind in ('f', 'p') and nspname" + OURS + NOT_OF_AN_EXTENSION.formatted("p")
                + " order by p.oid");
    }

    private List<Relation> relations(String kind) throws SQLException {
        var found = new ArrayList<Relation>();
        var query = "select c.oid, format('%I.%I', nspname, relname) from pg_class c"
                + " join pg_namespace n on n.oid = relnamespace where relkind = '" + kind + "' and nspname" + OURS
                + NOT_OF_AN_EXTENSION.formatted("c") + " order by c.oid";
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(new Relation(rows.getLong(1), rows.getString(2)));
            }
        }
        return found;
    }

    private String createTable(Relation table) throws SQLException {
        var columns = strings("""
                select format('%I %s', attname, format_type(atttypid, atttypmod))
                    || case when attcollation <> typcollation then format(' COLLATE %I.%I', collns.nspname, collname)
                            else '' end
                    || case when attidentity = 'a' then ' GENERATED ALWAYS AS IDENTITY'
                            when attidentity = 'd' then ' GENERATED BY DEFAULT AS IDENTITY'
                            when attgenerated = 's' then format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(adbin, adrelid))
                            when attgenerated = 'v' then format(' GENERATED ALWAYS AS (%s) VIRTUAL', pg_get_expr(adbin, adrelid))
                            when adbin is not null then ' DEFAULT ' || pg_get_expr(adbin, adrelid)
                            else '' end
                    || case when attnotnull then ' NOT NULL' else '' end
                from pg_attribute a join pg_type t on t.oid = atttypid
                left join pg_attrdef d on adrelid = attrelid and adnum = attnum
                left join pg_collation col on col.oid = attcollation
                left join pg_namespace collns on collns.oid = collnamespace
                where attnum > 0 and not attisdropped and attrelid =""" + " " + table.oid() + " order by attnum");
        return "CREATE TABLE " + table.name() + " (" + String.join(", ", columns) + ")";
    }

    private List<String> columns(Relation table) throws SQLException {
        return strings("select quote_ident(attname) from pg_attribute where attnum > 0 and not attisdropped"
                + " and attgenerated = '' and attrelid = " + table.oid() + " order by attnum");
    }

    private List<String> constraints(String kinds) throws SQLException {
        return strings("""
                select format('ALTER TABLE %%I.%%I ADD CONSTRAINT %%I %%s', nspname, relname, conname, pg_get_constraintdef(k.oid))
                from pg_constraint k join pg_class c on c.oid = conrelid join pg_namespace n on n.oid = relnamespace
                where contype in (%s) and relkind = 'r' and nspname""".formatted(kinds) + OURS + " order by k.oid");
    }

    private List<String> indexes() throws SQLException {
        return strings("""
                select pg_get_indexdef(indexrelid) from pg_index i
                join pg_class c on c.oid = indrelid join pg_namespace n on n.oid = relnamespace
                where not exists (select 1 from pg_constraint where conindid = indexrelid) and nspname""" + OURS + " order by indexrelid");
    }

    private List<String> views() throws SQLException {
        return strings(
                "select format('CREATE VIEW %I.%I AS %s', nspname, relname, pg_get_viewdef(c.oid)) from pg_class c"
                        + " join pg_namespace n on n.oid = relnamespace where relkind = 'v' and nspname" + OURS
                        + NOT_OF_AN_EXTENSION.formatted("c") + " order by c.oid");
    }

    private List<String> triggers() throws SQLException {
        return strings("select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = tgrelid"
                + " join pg_namespace n on n.oid = relnamespace where not tgisinternal and nspname" + OURS
                + " order by t.oid");
    }

    private List<String> positions() throws SQLException {
        return strings("""
                select case when deptype = 'i'
                    then format('SELECT setval(pg_get_serial_sequence(%L, %L), %s)',
                        format('%I.%I', s.schemaname, t.relname), a.attname, last_value)
                    else format('SELECT setval(%L, %s)', format('%I.%I', s.schemaname, s.sequencename), last_value) end
                from pg_sequences s
                join pg_class c on c.oid = format('%I.%I', s.schemaname, s.sequencename)::regclass
                left join pg_depend d on d.objid = c.oid and d.deptype = 'i' and d.classid = 'pg_class'::regclass
                left join pg_class t on t.oid = d.refobjid
                left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                where last_value is not null order by 1""");
    }

    private List<String> strings(String query) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
