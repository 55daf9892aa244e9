package io.chantier.deployment.web;

import io.chantier.deployment.dokploy.ServerDesk.Listing;
import io.chantier.deployment.dokploy.ServerDesk.Tested;
import io.chantier.deployment.dokploy.ServerForm;
import io.chantier.web.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the pages of servers show. */
public final class ServersView {

    private ServersView() {}

    /** All of them, and a form for one more. */
    public record All(List<Listing> servers, Filled form) {}

    /** One of them. */
    public record One(Listing server, Filled form, @Nullable Result tested) {}

    /** A form as it is filled in; the key is never shown again. */
    public record Filled(
            ServerForm form,
            boolean fixedAddress,
            boolean fresh,
            @Nullable Problem problem) {}

    /**
     * How a test ended.
     *
     * @param code of the problem; empty where it worked
     */
    public record Result(String code, Map<String, String> arguments) {

        static Result of(Tested tested) {
            return switch (tested) {
                case Tested.Works(var version, var applications) ->
                    new Result("", Map.of("version", version, "applications", Integer.toString(applications)));
                case Tested.Fails(var why) -> new Result(why.code(), why.arguments());
            };
        }

        public boolean works() {
            return code.isEmpty();
        }
    }
}
