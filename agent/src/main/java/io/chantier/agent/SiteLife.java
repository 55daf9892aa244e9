package io.chantier.agent;

import io.chantier.agent.benches.Archiving;
import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.benches.BenchNginx;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.Reinstalling;
import io.chantier.agent.benches.SiteApps;
import io.chantier.agent.benches.SiteCall;
import io.chantier.agent.benches.SiteCommands;
import io.chantier.agent.benches.SiteMaking;
import io.chantier.agent.benches.SiteSteps;
import io.chantier.agent.benches.SiteUsers;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import java.util.ArrayList;
import java.util.List;

/** The jobs of the contract with which a site begins and ends, and those about its first users. */
final class SiteLife {

    private final SiteMaking making;
    private final SiteApps apps;
    private final SiteSteps steps;
    private final SiteUsers users;
    private final Ends ends;
    private final BenchNginx nginx;

    /** What takes away what a site holds. */
    private record Ends(Reinstalling reinstalling, Archiving archiving) {}

    private SiteLife(SiteMaking making, SiteApps apps, SiteSteps steps, SiteUsers users, Ends ends, BenchNginx nginx) {
        this.making = making;
        this.apps = apps;
        this.steps = steps;
        this.users = users;
        this.ends = ends;
        this.nginx = nginx;
    }

    static SiteLife of(Benches benches, SiteCommands bench, Commands commands, JobSecrets secrets, BenchNginx nginx) {
        return new SiteLife(
                new SiteMaking(benches, bench, secrets, nginx),
                new SiteApps(bench, commands),
                new SiteSteps(benches, bench, commands),
                new SiteUsers(bench, commands, secrets),
                new Ends(
                        new Reinstalling(benches, bench, secrets),
                        new Archiving(
                                benches, bench, secrets, nginx, new BackupSteps(benches, bench, commands, secrets))),
                nginx);
    }

    List<AgentRecipe> all() {
        return List.of(newSite(), reinstall(), archive(), createUser(), completeSetupWizard());
    }

    SiteUsers users() {
        return users;
    }

    AgentRecipe newSite() {
        return new SiteRecipe("new-site", "New Site", "new_site", this::newSite);
    }

    private List<Step> newSite(JobOrder order) {
        var call = SiteCall.of(order);
        var all = new ArrayList<>(List.of(
                making.claim(order),
                making.make(order),
                apps.install(order),
                steps.updateConfiguration(order),
                steps.enableScheduler(call)));
        if (!call.text("email").isEmpty()) {
            all.add(users.create(order));
        }
        all.add(nginx.setup(call.bench()));
        all.add(nginx.reload());
        return all;
    }

    AgentRecipe reinstall() {
        return new SiteRecipe("reinstall-site", "Reinstall Site", "reinstall_job", ends.reinstalling()::steps, true);
    }

    AgentRecipe archive() {
        return new SiteRecipe("archive-site", "Archive Site", "archive_site", ends.archiving()::steps, true);
    }

    AgentRecipe createUser() {
        return new SiteRecipe("create-user", "Create User", "create_user", order -> List.of(users.create(order)));
    }

    AgentRecipe completeSetupWizard() {
        return new SiteRecipe(
                "complete-setup-wizard",
                "Complete Setup Wizard",
                "complete_setup_wizard",
                order -> List.of(users.completeSetupWizard(order)),
                true);
    }
}
