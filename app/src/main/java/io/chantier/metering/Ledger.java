package io.chantier.metering;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was spent, and adds it up. */
@Service
public class Ledger {

    private final UsageRows usage;
    private final Spending watcher;

    Ledger(UsageRows usage, Spending watcher) {
        this.usage = usage;
        this.watcher = watcher;
    }

    /** Books a request for which nothing was reserved; the same one counts once, whatever becomes of the caller's transaction. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void record(UsageRecord spent) {
        usage.record(spent);
        watcher.grew(spent.call().team());
    }
}
