package io.chantier.identity;

import io.chantier.values.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of the installation; their passwords never leave here. */
@Repository
public class Accounts {

    private static final String COLUMNS =
            "select id, login, name, locale, theme, operator, disabled_at, password_number, password_hash from account ";

    private final JdbcClient database;
    private final PasswordHashes passwords;

    /** Compared where there is no such account, so that the answer takes as long. */
    private final String nobodysHash;

    Accounts(JdbcClient database, PasswordHashes passwords) {
        this.database = database;
        this.passwords = passwords;
        this.nobodysHash = passwords.hash(new Secret(UUID.randomUUID().toString()));
    }

    public Optional<Account> find(UUID id) {
        return database.sql(COLUMNS + "where id = ?")
                .param(id)
                .query((row, _) -> account(row))
                .optional();
    }

    public Optional<Account> findByLogin(String login) {
        return database.sql(COLUMNS + "where login = ?")
                .param(normal(login))
                .query((row, _) -> account(row))
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the login is taken */
    Account add(String login, String name, @Nullable Secret password, boolean operator) {
        var id = UUID.randomUUID();
        database.sql("insert into account (id, login, name, password_hash, operator) values (?, ?, ?, ?, ?)")
                .params(id, normal(login), name)
                .param(password == null ? null : passwords.hash(password))
                .param(operator)
                .update();
        return find(id).orElseThrow();
    }

    /** The account, when the password is right and it is not disabled; takes as long when it is not. */
    Optional<Account> proven(String login, Secret password) {
        var known = database.sql(COLUMNS + "where login = ? and disabled_at is null")
                .param(normal(login))
                .query((row, _) -> new Login(account(row), row.getString("password_hash")))
                .optional();
        var hash = known.map(Login::hash).orElse(nobodysHash);
        boolean right = passwords.matches(password, hash);
        return right ? known.map(Login::account) : Optional.empty();
    }

    /** Whoever came in with the old password, or has a link from that time, is out at once; API tokens stay. */
    @Transactional
    public void setPassword(UUID account, Secret password) {
        database.sql("update account set password_hash = ?, password_number = password_number + 1 where id = ?")
                .params(passwords.hash(password), account)
                .update();
        endSessions(account);
        database.sql("delete from sign_in_link where account_id = ?")
                .param(account)
                .update();
    }

    /** Every browser in which somebody is signed in has to sign in again. */
    void endSessions(UUID account) {
        database.sql("delete from spring_session where principal_name = ?")
                .param(account.toString())
                .update();
    }

    void setName(UUID account, String name) {
        database.sql("update account set name = ? where id = ?")
                .params(name, account)
                .update();
    }

    /** @param theme {@code light} or {@code dark}; anything else stands for no choice */
    public void setTheme(UUID account, String theme) {
        database.sql("update account set theme = case when :theme in ('light', 'dark') then :theme end where id = :id")
                .param("theme", theme)
                .param("id", account)
                .update();
    }

    public void setLocale(UUID account, Locale locale) {
        database.sql("update account set locale = ? where id = ?")
                .params(locale.getLanguage(), account)
                .update();
    }

    static String normal(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }

    private record Login(Account account, @Nullable String hash) {}

    private static Account account(ResultSet row) throws SQLException {
        var locale = row.getString("locale");
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("login"),
                row.getString("name"),
                locale == null ? null : Locale.of(locale),
                row.getString("theme"),
                row.getBoolean("operator"),
                row.getTimestamp("disabled_at") != null,
                row.getInt("password_number"));
    }
}
