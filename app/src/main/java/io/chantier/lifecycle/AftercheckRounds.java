package io.chantier.lifecycle;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Replicas that do the work look now and then for what a killed process left unexamined. */
@Component
@ConditionalOnExpression("'${chantier.roles:web,generator}'.matches('.*\\bgenerator\\b.*')")
class AftercheckRounds {

    private final Afterchecks afterchecks;

    AftercheckRounds(Afterchecks afterchecks) {
        this.afterchecks = afterchecks;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void round() {
        afterchecks.orderForgotten();
    }
}
