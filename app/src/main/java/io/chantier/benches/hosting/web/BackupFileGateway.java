package io.chantier.benches.hosting.web;

import io.chantier.benches.hosting.BackupFiles;
import io.chantier.benches.hosting.BackupFiles.Found;
import io.chantier.benches.hosting.BackupLinks;
import io.chantier.identity.CallerAddress;
import io.chantier.identity.Strangers;
import io.chantier.sites.Sites;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where agents fetch files of backups: whoever has an address that was made for one gets it, as long as it is valid. */
@Controller
class BackupFileGateway {

    private static final int WRONG_A_MINUTE = 30;

    private final BackupLinks links;
    private final BackupFiles files;
    private final Sites sites;
    private final CallerAddress addresses;
    private final Strangers strangers;

    BackupFileGateway(BackupLinks links, BackupFiles files, Sites sites, CallerAddress addresses, Clock clock) {
        this.links = links;
        this.files = files;
        this.sites = sites;
        this.addresses = addresses;
        this.strangers = new Strangers(clock, WRONG_A_MINUTE);
    }

    @GetMapping("/backup-files/{token}/{name}")
    void fetch(
            @PathVariable String token,
            @PathVariable String name,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var caller = addresses.of(request);
        if (!strangers.may(caller)) throw new ProblemException(Problem.of("backup-link-too-often", 429));
        var target = links.find(token, name);
        if (target.isEmpty()) {
            var _ = strangers.count(caller);
            throw unknown();
        }
        var wanted = target.get();
        var site = sites.find(wanted.team(), wanted.site()).orElseThrow(BackupFileGateway::unknown);
        switch (files.open(site, wanted.backup(), wanted.part())) {
            case Found.Content content -> BackupAnswer.send(content, request, response);
            case Found.Elsewhere(var address) -> BackupAnswer.lead(address, response);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of("backup-link-unknown", 404));
    }
}
