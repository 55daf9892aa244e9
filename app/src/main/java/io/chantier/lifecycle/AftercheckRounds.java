package io.chantier.lifecycle;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Replicas that do the work look now and then for what a killed process left unexamined, or under an address of before. */
@Component
@ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
class AftercheckRounds {

    private final Afterchecks afterchecks;
    private final AddressNews addresses;
    private final BenchNameNews benchNames;

    AftercheckRounds(Afterchecks afterchecks, AddressNews addresses, BenchNameNews benchNames) {
        this.afterchecks = afterchecks;
        this.addresses = addresses;
        this.benchNames = benchNames;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void round() {
        afterchecks.orderForgotten();
        benchNames.orderForgotten();
    }

    /** Less often: it reads a page of each site that has a name of its customer's. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void addresses() {
        addresses.orderForgotten();
    }
}
