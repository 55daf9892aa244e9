package io.chantier.approval;

import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.values.Digest;
import io.chantier.values.Secret;
import io.chantier.values.TeamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The links that are kept, each under the hash of its secret. */
@Repository
class ReviewRows {

    private final JdbcClient database;
    private final Clock clock;

    ReviewRows(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void add(Review review, Secret token) {
        database.sql("""
                        insert into review (id, team_id, site_id, person, email, language, rights, author_micro, hash,
                          revision, number, release, shown_at, made_by, created_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(review.id(), review.team().value(), review.site().value())
                .params(
                        review.person().name(),
                        review.person().email(),
                        review.person().language())
                .params(rights(review), review.grant().authorMicros(), hash(token))
                .params(review.shown().revision(), review.shown().number())
                .params(
                        review.shown().release().value(),
                        Timestamp.from(review.shown().since()))
                .params(review.span().madeBy(), Timestamp.from(review.span().createdAt()))
                .param(Timestamp.from(review.span().expiresAt()))
                .update();
    }

    /** Not revoked, newest first; those that are too old among them. */
    List<Review> of(Site site) {
        return database.sql("""
                        select * from review where team_id = ? and site_id = ? and revoked_at is null
                        order by created_at desc, id
                        """)
                .params(site.team().value(), site.id().value())
                .query((row, _) -> review(row))
                .list();
    }

    Optional<Review> find(Site site, UUID id) {
        return of(site).stream().filter(review -> review.id().equals(id)).findFirst();
    }

    /** Revoked or not. */
    Optional<Review> any(Site site, UUID id) {
        return database.sql("select * from review where team_id = ? and site_id = ? and id = ?")
                .params(site.team().value(), site.id().value(), id)
                .query((row, _) -> review(row))
                .optional();
    }

    /** What a secret stands for, as long as its link works. */
    Optional<Review> valid(Secret token) {
        return database.sql("select * from review where hash = ? and revoked_at is null and expires_at > ?")
                .params(hash(token), Timestamp.from(clock.instant()))
                .query((row, _) -> review(row))
                .optional();
    }

    /** Whether there ever was such a link: who comes back with an old one is not guessing. */
    boolean isKnown(Secret token) {
        return database.sql("select count(*) from review where hash = ?")
                        .param(hash(token))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** What is done on behalf of one link at a time is done one after the other, until the transaction ends. */
    void lock(Review review) {
        var _ = database.sql("select 1 from review where team_id = ? and id = ? for update")
                .params(review.team().value(), review.id())
                .query(Integer.class)
                .list();
    }

    void show(Review review, Review.Shown shown) {
        database.sql(
                        "update review set revision = ?, number = ?, release = ?, shown_at = ? where team_id = ? and id = ?")
                .params(shown.revision(), shown.number(), shown.release().value(), Timestamp.from(shown.since()))
                .params(review.team().value(), review.id())
                .update();
    }

    void speak(Review review, String language) {
        database.sql("update review set language = ? where team_id = ? and id = ?")
                .params(language, review.team().value(), review.id())
                .update();
    }

    void revoke(Review review) {
        database.sql("update review set revoked_at = ? where team_id = ? and id = ?")
                .params(Timestamp.from(clock.instant()), review.team().value(), review.id())
                .update();
    }

    /** Links of all teams that ended in the last thirty days. */
    List<Review> justExpired() {
        var now = clock.instant();
        return database.sql("select * from review where revoked_at is null and expires_at between ? and ?")
                .params(Timestamp.from(now.minus(Duration.ofDays(30))), Timestamp.from(now))
                .query((row, _) -> review(row))
                .list();
    }

    void forget(Site site) {
        database.sql("delete from review where team_id = ? and site_id = ?")
                .params(site.team().value(), site.id().value())
                .update();
    }

    private static String hash(Secret token) {
        return Digest.of(token.reveal()).value();
    }

    private static String rights(Review review) {
        return review.rights().stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private Review review(ResultSet row) throws SQLException {
        var expiresAt = row.getTimestamp("expires_at").toInstant();
        return new Review(
                row.getObject("id", UUID.class),
                new TeamId(row.getObject("team_id", UUID.class)),
                new SiteId(row.getObject("site_id", UUID.class)),
                new Review.Person(row.getString("person"), row.getString("email"), row.getString("language")),
                new Review.Grant(
                        Arrays.stream(row.getString("rights").split(","))
                                .filter(right -> !right.isEmpty())
                                .map(Right::valueOf)
                                .collect(Collectors.toUnmodifiableSet()),
                        row.getLong("author_micro")),
                new Review.Shown(
                        row.getString("revision"),
                        row.getInt("number"),
                        new Digest(row.getString("release")),
                        row.getTimestamp("shown_at").toInstant()),
                new Review.Span(
                        row.getString("made_by"),
                        row.getTimestamp("created_at").toInstant(),
                        expiresAt,
                        !expiresAt.isAfter(clock.instant())));
    }
}
