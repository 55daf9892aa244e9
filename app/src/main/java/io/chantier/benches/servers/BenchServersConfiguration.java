package io.chantier.benches.servers;

import io.chantier.benches.agent.Agents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BenchServersConfiguration {

    @Bean(destroyMethod = "close")
    Agents agents(BenchServers servers) {
        return new Agents(servers);
    }
}
