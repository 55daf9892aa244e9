package io.chantier.agent;

import java.nio.file.Path;
import java.util.List;

/** What somebody with bad intentions, or a bad keyboard, writes into a field. */
final class Payloads {

    private Payloads() {}

    /** @param marker a file that is there once one of them was run as a command */
    static List<String> touching(Path marker) {
        return List.of(
                ";touch " + marker + ";echo",
                "$(touch " + marker + ")",
                "`touch " + marker + "`",
                "|touch " + marker,
                "&& touch " + marker,
                "x\ntouch " + marker + "\n",
                "x' ; touch " + marker + " ; '",
                "x\" ; touch " + marker + " ; \"",
                "-x",
                "--help",
                "--config=/etc/passwd",
                "../outside",
                "..",
                ".",
                "../../outside/sites/demo.local.test",
                "/etc/passwd",
                "linked",
                "..\\outside",
                "%2e%2e%2foutside",
                "x\0y",
                "CON\u202Etxt",
                "x".repeat(300),
                "{{7*7}}",
                "*",
                "~root",
                "");
    }
}
