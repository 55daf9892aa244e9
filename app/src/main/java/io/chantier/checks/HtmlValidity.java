package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import io.chantier.values.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Every page is valid HTML, as the Nu checker sees it. Its grammar is read once, so a page costs milliseconds. */
@Component
final class HtmlValidity implements Check, DisposableBean {

    /** The checker walks the grammar recursively and overflows a usual stack. */
    private static final long STACK = 8L << 20;

    private static final int MOST_PER_PAGE = 20;
    private static final int MOST_REMEMBERED = 50_000;

    /** Pages without an error, whatever build they are of. Only the checker's thread asks. */
    private final Set<Digest> valid = new HashSet<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor(HtmlValidity::checkerThread);
    private @Nullable NuChecker checker;

    @Override
    public boolean isApart() {
        return true;
    }

    @Override
    public List<Finding> examine(Examined site) {
        return checked(() -> examineHere(site));
    }

    /** How many errors a page has. */
    int errors(byte[] html) {
        return checked(() -> ready().errorsOf(html).size());
    }

    private <T> T checked(Callable<T> work) {
        try {
            return thread.submit(work).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while checking HTML", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The HTML checker failed", e.getCause());
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }

    private static Thread checkerThread(Runnable work) {
        var created = new Thread(null, work, "html-checker", STACK);
        created.setDaemon(true);
        return created;
    }

    private List<Finding> examineHere(Examined site) throws SAXException, IOException {
        var findings = new ArrayList<Finding>();
        for (var file : site.candidate().files().entrySet()) {
            var page = Examined.address(file.getKey());
            if (!site.pages().containsKey(page)) continue;
            var name = Digest.of(
                    Examined.text(file.getValue()).replace(site.candidate().marker(), ""));
            if (valid.contains(name)) continue;
            var errors = ready().errorsOf(file.getValue());
            if (errors.isEmpty()) remember(name);
            for (var error : errors.subList(0, Math.min(errors.size(), MOST_PER_PAGE)))
                findings.add(finding(page, error));
        }
        return findings;
    }

    private void remember(Digest page) {
        if (valid.size() >= MOST_REMEMBERED) valid.clear();
        valid.add(page);
    }

    private static Finding finding(String page, SAXParseException error) {
        var reason = Objects.requireNonNullElse(error.getMessage(), "");
        return blocking("html-invalid", page, reason)
                .with(Map.of("line", String.valueOf(error.getLineNumber()), "reason", reason));
    }

    private NuChecker ready() throws SAXException, IOException {
        var existing = checker;
        if (existing != null) return existing;
        var created = new NuChecker();
        checker = created;
        return created;
    }
}
