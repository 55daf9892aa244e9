package io.chantier.identity.web;

import io.chantier.identity.Audit;
import io.chantier.identity.Audit.AuditEvent;
import io.chantier.identity.Caller;
import io.chantier.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what in the caller's team. */
@RestController
class AuditApi {

    private final Audit audit;

    AuditApi(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/audit")
    Page<AuditEvent> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return audit.list(caller.team(), subject, cursor, Page.limit(limit));
    }
}
