package io.chantier.agent;

import io.chantier.protocol.AgentMessage;
import io.chantier.protocol.AgentVersion;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.regex.Pattern;

/** Whether the agent is there, what it is, and a new password for it. */
final class FrontRoutes implements RouteGroup {

    private static final AgentMessage SUCCESS = new AgentMessage("Success");

    /** What travels unharmed in a header, where blanks at the ends are cut off and other alphabets are garbled. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]([ -~]{0,1022}[!-~])?");

    private final Door door;
    private final AgentVersion version;

    FrontRoutes(Door door, AgentVersion version) {
        this.door = door;
        this.version = version;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.get("/ping", context -> Answer.with(context, AgentMessage.PONG));
        routes.get("/version", context -> Answer.with(context, version));
        routes.post("/authentication", this::changePassword);
    }

    private void changePassword(Context context) {
        var token = Asked.object(context).get("token");
        if (token == null
                || !token.isString()
                || !TOKEN.matcher(token.asString()).matches()) {
            throw Refusal.badRequest(
                    "\"token\" has to be a text of 1 to 1,024 printable ASCII characters that begins and ends with no blank");
        }
        door.change(token.asString());
        Answer.with(context, SUCCESS);
    }
}
