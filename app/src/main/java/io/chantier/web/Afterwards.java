package io.chantier.web;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** For those who keep a copy of what is in the database. */
public final class Afterwards {

    private Afterwards() {}

    /**
     * Forgets the copy at once and again when the transaction is over: between the two, others may have read what was
     * there before, and we what will perhaps never be there.
     */
    public static void forget(Runnable copy) {
        copy.run();
        if (!TransactionSynchronizationManager.isSynchronizationActive()) return;
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                copy.run();
            }
        });
    }
}
