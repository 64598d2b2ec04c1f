package org.rollcall.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.rollcall.server.testing.Repository;
import org.rollcall.server.testing.RunningServer;

/** One browser window, which notes whatever a page should not do. */
final class Pages implements AutoCloseable {

    private static final Path PICTURES = Path.of("target", "screenshots");
    /** The checks of axe-core; run by the debugger, since the page itself lets no script in. */
    private static final String AXE = resource();

    private static final String RUN = """
            () => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                .then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
                    `${rule.id}: ${rule.help}: ${node.html} ${node.failureSummary}`)))""";

    private static final int PHONE = 360;
    private static final int DESKTOP = 1_280;
    private static final int HEIGHT = 900;

    private static String resource() {
        String place = "/META-INF/resources/webjars/axe-core/";
        try (InputStream properties =
                Pages.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/axe-core/pom.properties")) {
            Properties known = new Properties();
            known.load(Objects.requireNonNull(properties));
            try (InputStream script =
                    Pages.class.getResourceAsStream(place + known.getProperty("version") + "/axe.min.js")) {
                return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final RunningServer server;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Pages(RunningServer server, Chromium chromium, ColorScheme scheme) {
        this.server = server;
        this.context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setViewportSize(DESKTOP, HEIGHT)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC"));
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            // A page that refuses has a status of 400 or more, which the browser notes too.
            if (message.type().equals("error") && !message.text().contains("responded with a status of 4")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
    }

    Pages(RunningServer server, Chromium chromium) {
        this(server, chromium, ColorScheme.LIGHT);
    }

    Page page() {
        return page;
    }

    /** Goes on with the session of somebody signed in. */
    Pages as(Visitor visitor) {
        String[] cookie = visitor.cookie().split("=", 2);
        context.addCookies(
                List.of(new Cookie(cookie[0], cookie[1]).setUrl(server.app().url())));
        return this;
    }

    Page open(String path) {
        page.navigate(server.app().url() + path);
        return page;
    }

    /** Pictures for people to look at, at the width of a desk and of a phone; on neither is anything cut off. */
    void picture(String name) {
        for (int width : List.of(DESKTOP, PHONE)) {
            page.setViewportSize(width, HEIGHT);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(name + "-" + width + ".png"))
                    .setFullPage(true));
            if (width == DESKTOP) {
                intoTheArticles(name);
            }
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as("%s at %d pixels is not wider than the screen", name, width)
                    .isLessThanOrEqualTo(width);
        }
        page.setViewportSize(DESKTOP, HEIGHT);
    }

    /** With {@code -Drollcall.pictures=articles}, the pictures that the articles show are taken anew. */
    private void intoTheArticles(String name) {
        Path picture = Repository.root().resolve("docs/providers/images/" + name + ".png");
        if (System.getProperty("rollcall.pictures", "").equals("articles") && Files.exists(picture)) {
            page.screenshot(new Page.ScreenshotOptions().setPath(picture));
        }
    }

    /** What a person with a screen reader or little sight would stumble over. */
    void accessible(String name) {
        page.evaluate(AXE);
        assertThat((List<?>) page.evaluate(RUN)).as(name).isEmpty();
        // The checks leave empty attributes behind, which a page with our policy may not copy.
        page.evaluate("document.querySelectorAll('[style=\"\"]').forEach(e => e.removeAttribute('style'))");
    }

    /** No script or style was refused, nothing failed, no window opened. */
    void quiet() {
        assertThat(complaints).isEmpty();
    }

    @Override
    public void close() {
        context.close();
    }
}
