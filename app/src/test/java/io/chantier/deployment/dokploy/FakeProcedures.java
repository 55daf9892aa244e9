package io.chantier.deployment.dokploy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All that can be called, by router and procedure. */
final class FakeProcedures {

    /** @param files of a form, by the name of their field */
    record Call(ObjectNode input, Map<String, byte[]> files) {

        String text(String name) {
            return input.path(name).asString("");
        }
    }

    @FunctionalInterface
    interface Body {
        /** Null for a procedure that returns nothing. */
        @Nullable
        JsonNode run(Call call);
    }

    /** @param alone whether it has the whole state to itself while it runs, which those that write Traefik's files have not */
    record Procedure(boolean query, FakeInput input, String first, boolean alone, Body body) {

        Procedure since(String version) {
            return new Procedure(query, input, version, alone, body);
        }

        Procedure racing() {
            return new Procedure(query, input, first, false, body);
        }
    }

    private final Map<String, Procedure> procedures = new HashMap<>();

    FakeProcedures query(String name, FakeInput input, Body body) {
        return add(name, new Procedure(true, input, "v0.0.0", true, body));
    }

    FakeProcedures mutation(String name, FakeInput input, Body body) {
        return add(name, new Procedure(false, input, "v0.0.0", true, body));
    }

    /** These exist from this version on only. */
    FakeProcedures since(String version, String... names) {
        for (var name : names) procedures.computeIfPresent(name, (_, procedure) -> procedure.since(version));
        return this;
    }

    FakeProcedures racing(String... names) {
        for (var name : names) procedures.computeIfPresent(name, (_, procedure) -> procedure.racing());
        return this;
    }

    @Nullable
    Procedure find(String name) {
        return procedures.get(name);
    }

    private FakeProcedures add(String name, Procedure procedure) {
        procedures.put(name, procedure);
        return this;
    }
}
