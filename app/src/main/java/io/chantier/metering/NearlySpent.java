package io.chantier.metering;

import io.chantier.identity.Account;
import io.chantier.identity.Accounts;
import io.chantier.identity.Outbox;
import io.chantier.identity.Role;
import io.chantier.identity.Teams;
import io.chantier.values.TeamId;
import io.chantier.web.Words;
import java.sql.Date;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes to a team's owners, once a month, when most of what the month allows is spent. */
@Component
class NearlySpent implements Spending {

    /** In hundredths of the limit. */
    private static final int FROM = 80;

    private static final int WHOLE = 100;

    private final JdbcClient jdbc;
    private final UsageRows usage;
    private final LimitRows limits;
    private final Periods periods;
    private final Letters letters;

    NearlySpent(JdbcClient jdbc, UsageRows usage, LimitRows limits, Periods periods, Letters letters) {
        this.jdbc = jdbc;
        this.usage = usage;
        this.limits = limits;
        this.periods = periods;
        this.letters = letters;
    }

    @Override
    public void grew(TeamId team) {
        var limit = limits.of(team).of(Limit.TEAM_MONTH);
        if (limit.isEmpty() || limit.getAsLong() == 0) return;
        var month = periods.month();
        var spent = usage.spentSince(team, periods.start(month));
        if (spent < limit.getAsLong() / (double) WHOLE * FROM) return;
        if (isFirst(team, month)) letters.write(team, month, spent, limit.getAsLong());
    }

    private boolean isFirst(TeamId team, YearMonth month) {
        return jdbc.sql("insert into metering_alert (team_id, month) values (?, ?) on conflict do nothing")
                        .params(team.value(), Date.valueOf(month.atDay(1)))
                        .update()
                == 1;
    }

    /** In each reader's language. */
    @Component
    static final class Letters {

        private final Teams teams;
        private final Accounts accounts;
        private final Outbox outbox;
        private final Amounts amounts;
        private final Words words;

        Letters(Teams teams, Accounts accounts, Outbox outbox, Amounts amounts, Words words) {
            this.teams = teams;
            this.accounts = accounts;
            this.outbox = outbox;
            this.amounts = amounts;
            this.words = words;
        }

        void write(TeamId team, YearMonth month, long spent, long limit) {
            for (var member : teams.members(team)) {
                if (member.role() != Role.OWNER || member.disabled()) continue;
                var language = accounts.find(member.account())
                        .map(Account::locale)
                        .map(Words::nearest)
                        .orElse(Words.LANGUAGES.getFirst());
                var money = amounts.in(language);
                var said = Map.of(
                        "reader", member.name(),
                        "month", monthIn(language, month),
                        "spent", money.say(spent),
                        "limit", money.say(limit),
                        "share", money.share(spent, limit));
                outbox.write(new Outbox.Letter(
                        team,
                        member.name().isBlank() ? member.login() : member.name(),
                        words.say(language, "letter.nearly-spent.subject", said),
                        words.say(language, "letter.nearly-spent.body", said)));
            }
        }

        private static String monthIn(Locale language, YearMonth month) {
            return DateTimeFormatter.ofPattern("LLLL uuuu", language).format(month);
        }
    }
}
