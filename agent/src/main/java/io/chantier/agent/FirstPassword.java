package io.chantier.agent;

import java.util.Optional;

/**
 * Which password counts when the agent starts. One that was changed over HTTP outlives a restart: what stands in the
 * environment counts again only once somebody puts another one there. Where there is neither, one is drawn by lot.
 */
final class FirstPassword {

    private FirstPassword() {}

    static Door door(AgentSettings settings, AgentHome home) {
        var given = settings.password();
        var hash = given.filter(password -> !wasReplaced(password, home))
                .map(Passwords::hash)
                .or(home::accessToken)
                .orElseGet(() -> drawn(home));
        return new Door(hash, fresh -> keep(fresh, settings, home), new Throttle(System::nanoTime));
    }

    private static boolean wasReplaced(String password, AgentHome home) {
        return home.accessToken().isPresent()
                && home.setting(AgentHome.REPLACES)
                        .filter(replaced -> Passwords.matches(password, replaced))
                        .isPresent();
    }

    private static void keep(String fresh, AgentSettings settings, AgentHome home) {
        home.keepAccessToken(fresh, settings.password().map(Passwords::hash));
    }

    private static String drawn(AgentHome home) {
        var password = Passwords.random();
        var hash = Passwords.hash(password);
        home.keepAccessToken(hash, Optional.empty());
        System.out.println("The agent's password, shown this once: " + password);
        return hash;
    }
}
