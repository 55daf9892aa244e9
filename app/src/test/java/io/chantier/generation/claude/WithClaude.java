package io.chantier.generation.claude;

import io.chantier.ChantierTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** An installation whose author is the real program, which asks a model of ours; one for all tests that need it. */
@ChantierTest
@TestPropertySource(properties = {"chantier.crawler.allow=127.0.0.0/8", "chantier.author=claude"})
abstract class WithClaude {

    static final String KEY = "sk-ant-test-key-of-the-site";
    static final MessagesStub API = new MessagesStub(new WritingModel());
    /** A link, which a test may take away. */
    static final Path PROGRAM = link();

    @DynamicPropertySource
    static void claude(DynamicPropertyRegistry registry) {
        registry.add("chantier.claude.program", PROGRAM::toString);
        registry.add("chantier.claude.api-key", () -> KEY);
        registry.add("chantier.claude.base-url", API::url);
        registry.add("chantier.claude.retries", () -> "1");
    }

    static Path link() {
        try {
            var link = Files.createTempDirectory("claude-program").resolve("claude");
            return Files.createSymbolicLink(link, Binary.real());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
