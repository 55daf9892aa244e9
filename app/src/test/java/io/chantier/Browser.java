package io.chantier;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Debian's Chromium as tests drive it. It notes whatever a page complains of: script errors, refused by the policy. */
public final class Browser implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** A machine that builds something else as well is slow. */
    private static final int PATIENCE_MILLIS = 20_000;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /** How somebody looks at a page. */
    public record Look(int width, int height, String language, boolean dark, boolean scripts) {
        public static final Look DESKTOP = new Look(1440, 900, "fr", false, true);
        public static final Look PHONE = new Look(390, 844, "fr", false, true);

        public Look(int width, int height, String language, boolean dark) {
            this(width, height, language, dark, true);
        }

        public Look in(String other) {
            return new Look(width, height, other, dark, scripts);
        }

        public Look atNight() {
            return new Look(width, height, language, true, scripts);
        }

        public Look withoutScripts() {
            return new Look(width, height, language, dark, false);
        }
    }

    public static Browser start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            var options = new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(ARGUMENTS);
            return new Browser(playwright, playwright.chromium().launch(options));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** A person of their own, without cookies. Close the page's context when done. */
    public Page open(String base, Look look) {
        var context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(base)
                .setViewportSize(look.width(), look.height())
                .setLocale(look.language())
                .setJavaScriptEnabled(look.scripts())
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        listen(context);
        return context.newPage();
    }

    /** What pages complained of since the last time. An answer that is an error is none: tests look at these. */
    public List<String> complaints() {
        var all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    private void listen(BrowserContext context) {
        context.onConsoleMessage(message -> {
            var text = message.text();
            var grave = message.type().equals("error") || text.contains("Content Security Policy");
            if (grave && !text.startsWith("Failed to load resource: the server responded with a status of 4")) {
                complaints.add(message.page().url() + ": " + text);
            }
        });
        context.onWebError(error -> complaints.add(error.page().url() + ": " + error.error()));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
