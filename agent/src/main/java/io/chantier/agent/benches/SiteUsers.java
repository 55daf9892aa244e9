package io.chantier.agent.benches;

import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Reference;
import io.chantier.agent.commands.Secret;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The users of a site. What the site is to do for them in Python comes by standard input, where nobody looks on. */
public final class SiteUsers {

    /** The secret that holds the answers to the wizard's questions: among them may be the password of a user. */
    public static final String WIZARD = "wizard";

    private static final Pattern ANSWER = Pattern.compile(">>>([^<]*)<<<");
    private static final List<String> CONSOLE = List.of("console");

    private final SiteCommands bench;
    private final Commands commands;
    private final JobSecrets secrets;

    public SiteUsers(SiteCommands bench, Commands commands, JobSecrets secrets) {
        this.bench = bench;
        this.commands = commands;
        this.secrets = secrets;
    }

    /** Makes a user who may administer the site, and gives it its password where it has one. */
    public Step create(JobOrder order) {
        return create(order, SiteCall.of(order));
    }

    /** The same on a site that has another name by now. */
    Step create(JobOrder order, SiteCall call) {
        var email = call.text("email");
        return bench.step("Create User", call, (context, step) -> {
            boolean again = commands.begun(context.job(), step).isPresent();
            var made = bench.run(context, step, call, words(call, email));
            // A run that was cut short may have made the user; then its password says whether it is there.
            boolean isMade = made instanceof CommandEnd.Succeeded || again && made instanceof CommandEnd.Failed;
            var password = secrets.find(order, SiteSecrets.USER);
            if (!isMade || password.isEmpty()) {
                return made.outcome();
            }
            var set =
                    bench.run(context, step, call, SiteCommands.lines(password.get()), List.of("set-password", email));
            return set instanceof CommandEnd.Succeeded ? done(made) : set.outcome();
        });
    }

    private static StepOutcome done(CommandEnd made) {
        return made instanceof CommandEnd.Failed(var number, var _, var _)
                ? StepOutcome.done(Wire.write(new Reference(number)))
                : made.outcome();
    }

    private static String[] words(SiteCall call, String email) {
        var words = new ArrayList<>(List.of("add-system-manager", email));
        Map.of("first_name", "--first-name", "last_name", "--last-name").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(option -> !call.text(option.getKey()).isEmpty())
                .forEach(option -> words.addAll(List.of(option.getValue(), call.text(option.getKey()))));
        return words.toArray(String[]::new);
    }

    /** Answers the questions that a site asks at its first login. */
    public Step completeSetupWizard(JobOrder order) {
        var call = SiteCall.of(order);
        return bench.step("Complete Setup Wizard", call, (context, step) -> {
            var answers = secrets.of(order, WIZARD).reveal();
            var code = """
                    import json
                    import frappe
                    from frappe.desk.page.setup_wizard.setup_wizard import setup_complete
                    setup_complete(args=json.loads(%s))
                    frappe.db.commit()
                    print(">>>" + "done" + "<<<")
                    """.formatted(python(answers));
            var input = new Secret(code, texts(Wire.tree(answers)).toList());
            var end = bench.run(context, step, call, input, CONSOLE);
            boolean done = end instanceof CommandEnd.Succeeded(var _, var output)
                    && answer(output).isPresent();
            return !done && end instanceof CommandEnd.Succeeded(var number, var _)
                    ? StepOutcome.failed("setup-incomplete", Map.of(Reference.KEY, Long.toString(number)))
                    : end.outcome();
        });
    }

    /** Every text that somebody answered, however deep: a traceback may show it where the line of code is not. */
    private static Stream<String> texts(JsonNode node) {
        return node.isString()
                ? Stream.concat(Stream.of(node.asString()), node.asString().lines())
                : node.valueStream().flatMap(SiteUsers::texts);
    }

    /** Logs a user in and answers its session; empty where the site knows no such user. */
    public Optional<String> session(BenchName name, SiteName site, String user) throws InterruptedException {
        var code = """
                import frappe, frappe.app
                from frappe.utils import set_request
                set_request(method="GET", path="/")
                frappe.app.init_request(frappe.local.request)
                frappe.local.login_manager.login_as(%s)
                frappe.db.commit()
                print(">>>" + frappe.session.sid + "<<<")
                """.formatted(python(user));
        return bench.ask(name, site, new Secret(code), CONSOLE) instanceof CommandEnd.Succeeded(var _, var output)
                ? answer(output)
                : Optional.empty();
    }

    private static Optional<String> answer(String output) {
        var found = ANSWER.matcher(output);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** A text as Python reads it, which writes it as JSON does; nothing in it ends the line. */
    private static String python(String text) {
        return Wire.write(text);
    }
}
