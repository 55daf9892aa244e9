package io.chantier.cli;

import io.chantier.cli.installation.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Prints what a job says while it says it. */
record LiveLog(Terminal terminal, Report report) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param stream server-sent events, until the server ends them */
    void follow(InputStream stream) throws IOException {
        try (var events = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = events.readLine(); line != null; line = events.readLine()) {
                if (line.startsWith("data:"))
                    said(line.substring("data:".length()).strip());
            }
        }
    }

    private void said(String data) {
        if (data.startsWith("{")) report.logLine(JSON.readTree(data));
        else if (!data.isEmpty()) terminal.print(data);
    }
}
