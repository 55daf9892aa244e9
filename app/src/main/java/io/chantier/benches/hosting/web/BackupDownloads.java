package io.chantier.benches.hosting.web;

import io.chantier.benches.hosting.BackupFiles;
import io.chantier.benches.hosting.BackupFiles.Found;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Downloads of backups by people and their programs; each stands in the audit log. */
@RestController
class BackupDownloads {

    private final SitePages sites;
    private final BackupFiles files;
    private final Audit audit;

    BackupDownloads(SitePages sites, BackupFiles files, Audit audit) {
        this.sites = sites;
        this.files = files;
        this.audit = audit;
    }

    @GetMapping({"/sites/{slug}/backups/{id}/files/{part}", "/api/sites/{slug}/backups/{id}/files/{part}"})
    @Operation(
            summary = "A file of a backup",
            description = "The part is database, public, private or site_config. A file in the store is answered with"
                    + " an address there that is valid for five minutes (302).")
    void download(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @PathVariable String part,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var site = sites.find(caller, slug);
        var found = files.open(site, id, part);
        audit.write(
                caller,
                "site.download-backup",
                site.id().toString(),
                Map.of("slug", slug, "backup", id.toString(), "part", part));
        switch (found) {
            case Found.Content content -> BackupAnswer.send(content, request, response);
            case Found.Elsewhere(var address) -> BackupAnswer.lead(address, response);
        }
    }
}
