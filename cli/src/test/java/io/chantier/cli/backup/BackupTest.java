package io.chantier.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import io.chantier.cli.installation.Words;
import io.chantier.postgres.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    private static final String SCHEMA = """
            create type mood as enum ('good', 'bad');
            create table team (id uuid primary key, name text not null unique);
            create table site (
                id bigint generated always as identity primary key,
                team_id uuid not null references team on delete cascade,
                slug text not null collate "C",
                facts jsonb not null default '{}'::jsonb,
                mood mood not null default 'good',
                shout text generated always as (upper(slug)) stored,
                blob bytea,
                made_at timestamptz not null default now(),
                constraint slug_shape check (slug ~ '^[a-z]+$'));
            create unique index one_slug on site (lower(slug));
            create index made on site (made_at desc) where mood = 'good';
            create sequence number start 100;
            create table line (id bigserial primary key, text text);
            create table flyway_sites (installed_rank int primary key, version text, success boolean);
            create view good_site as select slug from site where mood = 'good';
            create function touch() returns trigger language plpgsql as $$ begin new.made_at = now(); return new; end $$;
            create trigger touched before update on site for each row execute function touch();
            insert into team values ('00000000-0000-0000-0000-000000000001', 'L''équipe');
            insert into site (team_id, slug, facts, blob) values
                ('00000000-0000-0000-0000-000000000001', 'menuiserie', '{"phone": "02 99\\t12"}', '\\x00ff0a'),
                ('00000000-0000-0000-0000-000000000001', 'boulangerie', '{"name": "Chez \\"Léa\\"\\\\n"}', null);
            insert into line (text) values ('a' || chr(10) || 'b'), (null), ('\\N');
            insert into flyway_sites values (1, '1', true), (2, '2', true);
            select nextval('number'), nextval('number');
            """;

    @TempDir
    private Path folder;

    private Path data;
    private Path file;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        data = folder.resolve("data");
        file = folder.resolve("all.tar.gz");
    }

    @Test
    void everything_comes_back_as_it_was_saved_while_the_server_ran() throws Exception {
        String before;
        try (var server = EmbeddedPostgres.start(data, 0);
                var connection = connect(server)) {
            execute(connection, SCHEMA);
            before = contents(connection);
            write("storage/ab/cdef", "a blob");
            write("secret.key", "a key");
            write("logs/chantier.log", "left out");
            var summary = new Backup(home(), data, terminal()).write(file, false);
            assertThat(summary.tables()).isEqualTo(4);
            assertThat(summary.files()).isEqualTo(2);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        var other = folder.resolve("other");
        new Restore(home(), other, terminal()).read(file, false);
        assertThat(other.resolve("storage/ab/cdef")).hasContent("a blob");
        assertThat(other.resolve("secret.key")).hasContent("a key");
        assertThat(other.resolve("logs")).doesNotExist();
        try (var server = EmbeddedPostgres.start(other, 0);
                var connection = connect(server)) {
            assertThat(contents(connection)).isEqualTo(before);
            assertThat(one(connection, "select nextval('number')::text")).isEqualTo("102");
            assertThat(one(connection, "insert into line (text) values ('x') returning id::text"))
                    .isEqualTo("4");
            var more = "insert into site (team_id, slug) select id, 'nouveau' from team returning id || ' ' || shout";
            assertThat(one(connection, more)).isEqualTo("3 NOUVEAU");
            assertThat(one(connection, "select count(*)::text from good_site")).isEqualTo("3");
            assertThatThrownBy(() -> execute(connection, "insert into line select 1, 'twice'"))
                    .hasMessageContaining("line_pkey");
            assertThatThrownBy(() -> execute(connection, "update site set slug = 'NO'"))
                    .hasMessageContaining("slug_shape");
            assertThatThrownBy(() -> execute(connection, "update site set team_id = gen_random_uuid()"))
                    .hasMessageContaining("foreign key");
        }
    }

    @Test
    void a_second_backup_of_what_was_restored_holds_the_same_database() throws Exception {
        try (var server = EmbeddedPostgres.start(data, 0);
                var connection = connect(server)) {
            execute(connection, SCHEMA);
        }
        new Backup(home(), data, terminal()).write(file, false);
        var other = folder.resolve("other");
        new Restore(home(), other, terminal()).read(file, false);
        try (var first = DatabaseAccess.open(data, java.util.Map.of());
                var second = DatabaseAccess.open(other, java.util.Map.of())) {
            assertThat(new Catalog(second.connection()).read()).isEqualTo(new Catalog(first.connection()).read());
            assertThat(new Catalog(second.connection()).migrations())
                    .containsExactly(java.util.Map.entry("public.flyway_sites", "2"));
        }
    }

    @Test
    void pictures_and_releases_that_lie_elsewhere_are_saved_and_come_back_where_the_setting_says() throws Exception {
        var elsewhere = folder.resolve("elsewhere");
        named(elsewhere);
        var picture = blob(elsewhere, "a picture");
        var bundle = blob(elsewhere, "a bundle");
        var page = blob(elsewhere, "a page");
        var release = blob(elsewhere, "{\"files\": {\"index.html\": {\"blob\": \"" + page + "\"}}}");
        write("storage/ab/cdef", "from before it lay elsewhere");
        Backup.Summary summary;
        try (var server = EmbeddedPostgres.start(data, 0);
                var connection = connect(server)) {
            execute(connection, blobRows(picture, bundle, release));
            summary = new Backup(home(), data, terminal()).write(file, false);
        }
        assertThat(summary.missing()).isEmpty();
        assertThat(summary.files()).isEqualTo(4);

        var place = folder.resolve("another-place");
        named(place);
        var there = folder.resolve("there");
        new Restore(home(), there, terminal()).read(file, false);
        assertThat(there.resolve("storage")).doesNotExist();
        assertThat(new BlobFolder(place).place(picture)).hasContent("a picture");
        assertThat(new BlobFolder(place).place(page)).hasContent("a page");

        Files.delete(folder.resolve(".env"));
        var here = folder.resolve("here");
        new Restore(home(), here, terminal()).read(file, false);
        assertThat(new BlobFolder(here.resolve("storage")).place(picture)).hasContent("a picture");
        assertThat(new BlobFolder(here.resolve("storage")).place(release)).exists();
        assertThat(here.resolve("storage/ab/cdef")).doesNotExist();
    }

    @Test
    void what_the_database_names_and_nobody_finds_is_told_and_the_rest_is_saved() throws Exception {
        var blobs = data.resolve("storage");
        var bundle = blob(blobs, "a bundle");
        var lost = "0".repeat(64);
        var lostPage = "1".repeat(64);
        var release = blob(blobs, "{\"files\": {\"index.html\": {\"blob\": \"" + lostPage + "\"}}}");
        try (var server = EmbeddedPostgres.start(data, 0);
                var connection = connect(server)) {
            execute(connection, blobRows(lost, bundle, release));
            var summary = new Backup(home(), data, terminal()).write(file, false);
            assertThat(summary.missing()).containsExactly(lost, lostPage);
        }
        assertThat(file).exists();
    }

    private void named(Path blobs) throws IOException {
        Files.writeString(folder.resolve(".env"), "CHANTIER_STORAGE_BLOBS=" + blobs + "\n");
    }

    private static String blobRows(String picture, String bundle, String release) {
        return """
                create table storage_media (digest text); insert into storage_media values ('%s');
                create table site_revision (bundle text); insert into site_revision values ('%s');
                create table storage_pointer (release text); insert into storage_pointer values ('%s');
                """.formatted(picture, bundle, release);
    }

    private static String blob(Path blobs, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var digest = HexFormat.of().formatHex(Archive.sha256().digest(bytes));
        var place = new BlobFolder(blobs).place(digest);
        Files.createDirectories(place.getParent());
        Files.write(place, bytes);
        return digest;
    }

    @Test
    void what_cannot_be_saved_fails_the_backup_instead_of_being_left_out() throws Exception {
        try (var server = EmbeddedPostgres.start(data, 0);
                var connection = connect(server)) {
            execute(connection, "create materialized view forgotten as select 1 as one");
            assertThatThrownBy(() -> new Backup(home(), data, terminal()).write(file, false))
                    .isInstanceOf(CliException.class)
                    .hasMessageContaining("public.forgotten");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void a_full_data_folder_is_refused_and_with_force_put_aside() throws Exception {
        EmbeddedPostgres.start(data, 0).close();
        new Backup(home(), data, terminal()).write(file, false);
        write("mine", "kept");
        assertThatThrownBy(() -> new Restore(home(), data, terminal()).read(file, false))
                .hasMessageContaining("restore.full");
        new Restore(home(), data, terminal()).read(file, true);
        assertThat(data.resolve("mine")).doesNotExist();
        try (var beside = Files.newDirectoryStream(folder, "data.before-*")) {
            assertThat(beside.iterator().next().resolve("mine")).hasContent("kept");
        }
    }

    @Test
    void a_file_is_not_overwritten_unasked() throws Exception {
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(file, "precious");
        assertThatThrownBy(() -> new Backup(home(), data, terminal()).write(file, false))
                .hasMessageContaining("backup.exists");
        assertThat(file).hasContent("precious");
    }

    private void write(String name, String text) throws IOException {
        var target = data.resolve(name);
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }

    private Home home() {
        return new Home(folder);
    }

    private static Terminal terminal() {
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Terminal(out, out, false, Words.in(Locale.ENGLISH));
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }

    private static String contents(Connection connection) throws SQLException {
        return one(connection, """
                select (select jsonb_agg(to_jsonb(t)) from team t)::text || (select jsonb_agg(to_jsonb(s) order by id) from site s)
                    || (select jsonb_agg(to_jsonb(l) order by id) from line l)""");
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String commands) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(commands);
        }
    }
}
