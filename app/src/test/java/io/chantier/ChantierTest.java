package io.chantier;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole control plane on a random port, a fresh PostgreSQL database and a data folder of its own. What a test has on a bench is
 * backed up when the test says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Chantier.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "chantier.bench-backups.hours=0")
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
public @interface ChantierTest {}
