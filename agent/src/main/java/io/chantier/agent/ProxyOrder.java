package io.chantier.agent;

import io.chantier.agent.nginx.HostName;
import io.chantier.jobs.JobOrder;
import io.chantier.protocol.Wire;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What the order of a job of the proxy says. */
record ProxyOrder(JsonNode input) {

    private static final List<String> CERTIFICATE = List.of("privkey.pem", "fullchain.pem", "chain.pem");

    static ProxyOrder of(JobOrder order) {
        return new ProxyOrder(Wire.tree(order.input()));
    }

    HostName host(String name) {
        return new HostName(input.path(name).asString(""));
    }

    List<HostName> hosts(String name) {
        return input.path(name)
                .valueStream()
                .map(host -> new HostName(host.asString("")))
                .toList();
    }

    String text(String name) {
        return input.path(name).asString("");
    }

    /** The files of a certificate by their names; what nobody asked for is left out. */
    static Map<String, String> certificate(JsonNode given) {
        var files = new TreeMap<String, String>();
        for (var name : CERTIFICATE) {
            var text = given.path(name);
            if (text.isString() && !text.asString().isBlank()) {
                files.put(name, text.asString());
            }
        }
        return files;
    }
}
