package io.chantier.benches.delivery.web;

import io.chantier.web.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What delivery brings to the navigation; teams come to their jobs from their sites. */
@Configuration(proxyBeanMethods = false)
class AgentJobNavigation {

    @Bean
    NavigationEntry agentJobsEntry() {
        return new NavigationEntry(
                "page.nav.agentJobs", AgentJobPanel.PATH, "subtask", 536, true, "page.section.installation");
    }
}
