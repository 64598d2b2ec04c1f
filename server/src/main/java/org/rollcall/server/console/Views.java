package org.rollcall.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Powers;

/** Templates to pages, with the headers that tell a browser what such a page may do (H-C3): nearly nothing. */
final class Views {

    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Assets assets;

    Views(Assets assets) {
        this.assets = assets;
    }

    /** A page with the menu. */
    Response page(Visit visit, String title, String section, String template, Object view) {
        Frame frame = new Frame(
                title,
                section,
                visit.visitor().name(),
                visit.visitor().powers(),
                visit.visitor().csrf(),
                Theme.of(visit.request()),
                assets.path(),
                notice(visit));
        Response page = html(template, frame, view);
        return visit.refusal().map(page::refusing).orElse(page);
    }

    private static Optional<Frame.Notice> notice(Visit visit) {
        return visit.refusal()
                .map(error -> new Frame.Notice(false, error.detail()))
                .or(() -> visit.request().query("done").flatMap(Done::text).map(text -> new Frame.Notice(true, text)));
    }

    /** A page for somebody who is not signed in. */
    Response open(Request request, String title, String template, Object view, Optional<ScimError> refusal) {
        Frame frame = frame(
                title,
                Theme.of(request),
                refusal.map(error -> new Frame.Notice(false, error.detail()))
                        .or(() -> request.query("done").flatMap(Done::text).map(text -> new Frame.Notice(true, text))));
        Response page = html(template, frame, view);
        return refusal.map(page::refusing).orElse(page);
    }

    /** What went wrong, where no page could be shown. */
    Response error(ScimError error) {
        return html("error", frame("Something is not right", Theme.AUTO, Optional.empty()), error);
    }

    private Frame frame(String title, Theme theme, Optional<Frame.Notice> notice) {
        return new Frame(title, "", "", Powers.NONE, "", theme, assets.path(), notice);
    }

    private Response html(String template, Frame frame, Object view) {
        StringOutput output = new StringOutput();
        engine.render(template + ".jte", Map.of("frame", frame, "view", view), output);
        return guarded(Response.html(output.toString()));
    }

    /** The headers of everything that the console answers. */
    static Response guarded(Response response) {
        return response.with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Opener-Policy", "same-origin")
                .with("Cross-Origin-Resource-Policy", "same-origin");
    }
}
