package io.chantier;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;

/** A key under {@code chantier.} that nobody knows is a typing error and stops the start, with the nearest known key. */
@Component
final class KnownKeys implements BeanFactoryPostProcessor, EnvironmentAware {

    /** Read one by one by the modules that need them. */
    static final Set<String> SINGLE = Set.of(
            "chantier.admin-password",
            "chantier.admin-password-file",
            "chantier.author",
            "chantier.bind",
            "chantier.clients-dir",
            "chantier.data",
            "chantier.domain",
            "chantier.edge.port",
            "chantier.encryption-key",
            "chantier.home",
            "chantier.node",
            "chantier.public-url",
            "chantier.root-dir",
            "chantier.site-astro-dir",
            "chantier.sites-port",
            "chantier.sites-scheme",
            "chantier.storage.blobs",
            "chantier.trusted-proxies");

    private static final Pattern CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");

    private Iterable<PropertySource<?>> sources = List.of();

    @Override
    public void setEnvironment(Environment environment) {
        sources = ((ConfigurableEnvironment) environment).getPropertySources();
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        var known = known(beans);
        for (var source : sources) {
            if (source instanceof SystemEnvironmentPropertySource
                    || !(source instanceof EnumerablePropertySource<?> named)) continue;
            for (var key : named.getPropertyNames()) {
                if (key.startsWith("chantier.") && !isKnown(key, known)) throw unknown(key, known);
            }
        }
    }

    private static boolean isKnown(String key, Set<String> known) {
        var plain = hyphened(key.replaceAll("\\[.*$", ""));
        return known.contains(plain);
    }

    private static IllegalStateException unknown(String key, Set<String> known) {
        var nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> distance(candidate, key)))
                .orElse("");
        return new IllegalStateException("There is no setting '" + key + "'; did you mean '" + nearest + "'?");
    }

    static Set<String> known(ConfigurableListableBeanFactory beans) {
        var known = new TreeSet<>(SINGLE);
        for (var name :
                BeanFactoryUtils.beanNamesForAnnotationIncludingAncestors(beans, ConfigurationProperties.class)) {
            var type = beans.getType(name);
            var settings = beans.findAnnotationOnBean(name, ConfigurationProperties.class);
            if (type != null && settings != null && type.isRecord()) collect(settings.prefix(), type, known);
        }
        return known;
    }

    private static void collect(String prefix, Class<?> type, Set<String> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            var key = prefix + "." + hyphened(component.getName());
            boolean nested = component.getType().isRecord()
                    && component.getType().getPackageName().equals(type.getPackageName());
            if (nested) collect(key, component.getType(), into);
            else into.add(key);
        }
    }

    private static String hyphened(String name) {
        return CAPITAL.matcher(name).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
    }

    /** How many letters differ (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
