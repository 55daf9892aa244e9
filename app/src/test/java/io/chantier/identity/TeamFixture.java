package io.chantier.identity;

import io.chantier.Client;
import io.chantier.values.Secret;
import io.chantier.values.TeamId;
import io.chantier.web.Visitor;
import java.util.Locale;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Makes teams and members for tests, beside the first team that every installation has. */
@Component
public class TeamFixture {

    public static final String PASSWORD = "a-fine-password-for-tests";

    private final Accounts accounts;
    private final Teams teams;
    private final AccessTokens tokens;
    private final Invitations invitations;
    private final Environment environment;

    TeamFixture(Accounts accounts, Teams teams, AccessTokens tokens, Invitations invitations, Environment environment) {
        this.accounts = accounts;
        this.teams = teams;
        this.tokens = tokens;
        this.invitations = invitations;
        this.environment = environment;
    }

    /** An account in a team, with everything that proves it. */
    public record Person(Account account, TeamId team) {
        public String login() {
            return account.login();
        }
    }

    public TeamId firstTeam() {
        var admin = accounts.findByLogin("admin").orElseThrow();
        return teams.memberships(admin.id()).getFirst().team();
    }

    public Person operator() {
        return new Person(accounts.findByLogin("admin").orElseThrow(), firstTeam());
    }

    /** The owner of a team of their own. */
    public Person stranger() {
        return member(teams.add("Another team"), Role.OWNER);
    }

    public Person member(TeamId team, Role role) {
        var login = role.name().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID();
        var account = accounts.add(login, login, new Secret(PASSWORD), false);
        teams.join(team, account.id(), role);
        return new Person(account, team);
    }

    /** Somebody is asked into the first team. */
    public UUID invitation() {
        var operator = operator();
        var account = operator.account();
        var taste = new Visitor.Taste(null, null);
        var by = new Caller(account.id(), account.name(), operator.team(), Role.OWNER, true, taste, true);
        var email = "asked-" + UUID.randomUUID() + "@example.org";
        return invitations
                .invite(by, new Invitations.Wanted(email, Role.VIEWER, "fr"))
                .about()
                .id();
    }

    /** A program with this person's token. */
    public Client program(Person person) {
        return Client.of(environment)
                .bearing(tokens.sign(accounts.find(person.account().id()).orElseThrow())
                        .reveal());
    }

    /** A browser in which this person is signed in. */
    public Client browser(Person person) {
        var password = person.account().operator() ? Client.ADMIN_PASSWORD : PASSWORD;
        return Client.of(environment).signedIn(person.login(), password);
    }
}
