package io.chantier.identity.web;

import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whoever asks whether this replica and its database work; nothing else. */
@RestController
class HealthApi {

    private final JdbcClient database;

    HealthApi(JdbcClient database) {
        this.database = database;
    }

    @GetMapping("/api/health")
    Map<String, String> health() {
        database.sql("select 1").query(Integer.class).single();
        return Map.of("status", "UP");
    }
}
