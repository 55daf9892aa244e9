package io.chantier;

import io.chantier.values.Redaction;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Tells the log which settings are secret, by how their names end. */
final class SecretSettings implements EnvironmentPostProcessor, Ordered {

    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|secret|token|api[-_.]?key|access[-_.]?key|secret[-_.]?key|encryption[-_.]?key)");

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        for (var source : environment.getPropertySources()) {
            if (!(source instanceof EnumerablePropertySource<?> named)) continue;
            for (var name : named.getPropertyNames()) {
                var value = NAME.matcher(name).matches() ? environment.getProperty(name) : null;
                if (value != null) Redaction.know(value);
            }
        }
    }
}
