package io.chantier.lifecycle;

import io.chantier.jobs.JobOrder;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is done with the apps and the data of a site on a bench. A backup comes before whatever cannot be taken back. */
@Configuration(proxyBeanMethods = false)
class BenchTasks {

    static final String BACK_UP = "back-up-bench-site";
    static final String INSTALL_APP = "install-bench-app";
    static final String UNINSTALL_APP = "uninstall-bench-app";
    static final String MIGRATE = "migrate-bench-site";
    static final String CLEAR_CACHE = "clear-bench-cache";

    @Bean
    Recipe backUpBenchSite(BenchTaskSteps bench) {
        return new BenchRecipe(BACK_UP, (site, task) -> List.of(bench.backUp(site, task)));
    }

    @Bean
    Recipe installBenchApp(BenchTaskSteps bench) {
        return new BenchRecipe(INSTALL_APP, (site, task) -> List.of(bench.installApp(site, task)));
    }

    @Bean
    Recipe uninstallBenchApp(BenchTaskSteps bench) {
        return new BenchRecipe(
                UNINSTALL_APP, (site, task) -> List.of(bench.backUp(site, task), bench.uninstallApp(site, task)));
    }

    @Bean
    Recipe migrateBenchSite(BenchTaskSteps bench) {
        return new BenchRecipe(MIGRATE, (site, task) -> List.of(bench.backUp(site, task), bench.migrate(site, task)));
    }

    @Bean
    Recipe clearBenchCache(BenchTaskSteps bench) {
        return new BenchRecipe(CLEAR_CACHE, (site, task) -> List.of(bench.clearCache(site, task)));
    }

    private record BenchRecipe(String kind, BiFunction<SiteKey, BenchTask, List<Step>> plan) implements Recipe {

        @Override
        public List<Step> steps(JobOrder order) {
            return plan.apply(SiteKey.of(order), BenchTask.of(order));
        }
    }
}
