package io.chantier.cli.client;

import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The people of the team, and those who are asked in. */
public record Team(Api api) {

    private static final String MEMBERS = "/api/members";
    private static final String INVITATIONS = "/api/invitations";

    public List<JsonNode> members() throws IOException, InterruptedException {
        return items(api.get(MEMBERS));
    }

    public List<JsonNode> invitations() throws IOException, InterruptedException {
        return items(api.get(INVITATIONS));
    }

    /** @param wanted {@code email}, {@code role} and {@code language}; the answer holds the link, this one time */
    public JsonNode invite(Map<String, String> wanted) throws IOException, InterruptedException {
        return api.post(INVITATIONS, wanted);
    }

    /** A new link; the old one works no longer. */
    public JsonNode renew(String email) throws IOException, InterruptedException {
        return api.post(invitation(email) + "/renewal", JsonNodeFactory.instance.objectNode());
    }

    public void withdraw(String email) throws IOException, InterruptedException {
        api.delete(invitation(email));
    }

    /** @param change {@code role} or {@code disabled} */
    public JsonNode change(String login, Map<String, ?> change) throws IOException, InterruptedException {
        var id = idOf(members(), "login", login, "member.unknown");
        return api.put(MEMBERS + "/" + id, change);
    }

    private String invitation(String email) throws IOException, InterruptedException {
        return INVITATIONS + "/" + idOf(invitations(), "email", email, "member.notInvited");
    }

    private static String idOf(List<JsonNode> all, String field, String wanted, String otherwise) {
        return all.stream()
                .filter(one -> one.path(field).asString("").equalsIgnoreCase(wanted))
                .findFirst()
                .map(one -> one.path("id").asString(""))
                .orElseThrow(() -> new CliException(otherwise, Map.of("name", wanted)));
    }

    private static List<JsonNode> items(JsonNode page) {
        return page.path("items").valueStream().toList();
    }
}
