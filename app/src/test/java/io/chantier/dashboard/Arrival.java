package io.chantier.dashboard;

import com.microsoft.playwright.Page;
import io.chantier.Browser;
import io.chantier.Browser.Look;
import io.chantier.Client;
import io.chantier.identity.TeamFixture;
import io.chantier.identity.TeamFixture.Person;
import org.springframework.core.env.Environment;

/** How a journey begins: at the door, or signed in through it. */
record Arrival(Browser browser, Environment environment) {

    Page atTheDoor(Look look) {
        return browser.open("http://localhost:" + environment.getProperty("local.server.port"), look);
    }

    Page signedIn(Person person, Look look) {
        var page = atTheDoor(look);
        page.navigate("/sign-in");
        page.fill("#username", person.login());
        page.fill("#password", person.account().operator() ? Client.ADMIN_PASSWORD : TeamFixture.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/");
        return page;
    }
}
