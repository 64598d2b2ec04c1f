package org.rollcall.server.console;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.ScimException;
import org.rollcall.server.access.Sessions;
import org.rollcall.server.access.Visitor;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.permission.Need;
import org.rollcall.server.permission.Permissions;

/**
 * The way to every page of somebody signed in: who it is, whether it may, and, for a form, whether it comes from a page
 * of ours in this very session. There is no other way to mount one.
 */
final class Site {

    /** Answers a visit. */
    @FunctionalInterface
    interface Page {
        Response answer(Visit visit);
    }

    static final String SIGN_IN = "/console/sign-in";
    static final String CONFIRM = "/console/confirm";

    private final Router router;
    private final Sessions sessions;
    private final Cookies cookies;
    private final Origins origins;
    private final InstantSource time;

    Site(Router router, Sessions sessions, Cookies cookies, Origins origins, InstantSource time) {
        this.router = router;
        this.sessions = sessions;
        this.cookies = cookies;
        this.origins = origins;
        this.time = time;
    }

    /** A page to look at. */
    Site page(String path, Need need, Page page) {
        router.page("GET", path, need, request -> look(request, need, page));
        return this;
    }

    /**
     * What a form does.
     *
     * @param from the page that the form is on, shown again with the reason when it is refused
     */
    Site act(String path, Need need, Page act, Page from) {
        router.page("POST", path, need, request -> submit(request, need, act, from));
        return this;
    }

    /** The same for what shows or changes a secret: only soon after password and code were given (H-S2). */
    Site secret(String path, Need need, Page act, Page from) {
        return act(path, need, visit -> fresh(visit) ? act.answer(visit) : toConfirm(visit), from);
    }

    private boolean fresh(Visit visit) {
        return visit.visitor().confirmed().isAfter(time.instant().minus(Limits.CONFIRMATION));
    }

    private static Response toConfirm(Visit visit) {
        String page = visit.request().path().replaceAll("/(credentials|issue|issuer|add|reset|change|remove)$", "");
        return Response.seeOther(CONFIRM + "?next=" + Paths.encoded(page));
    }

    /** A form of somebody who is not signed in. */
    Site open(String path, Router.Handler handler) {
        router.add("POST", path, Access.BROWSER, request -> {
            origins.require(request);
            return handler.handle(request);
        });
        return this;
    }

    Optional<Visitor> visitor(Request request) {
        return cookies.session(request).flatMap(sessions::visitor);
    }

    private Response look(Request request, Need need, Page page) {
        Optional<Visitor> visitor = visitor(request);
        if (visitor.isEmpty()) {
            return toSignIn(request, request.path());
        }
        Permissions.require(visitor.get().powers(), need);
        return page.answer(new Visit(request, visitor.get(), Map.of(), Optional.empty()));
    }

    private Response submit(Request request, Need need, Page act, Page from) {
        origins.require(request);
        Optional<Visitor> visitor = visitor(request);
        if (visitor.isEmpty()) {
            return toSignIn(request, "/console");
        }
        Map<String, List<String>> form = request.form(Limits.FORM_BYTES);
        requireToken(form, visitor.get());
        Permissions.require(visitor.get().powers(), need);
        Visit visit = new Visit(request, visitor.get(), form, Optional.empty());
        try {
            return act.answer(visit);
        } catch (ScimException refused) {
            return from.answer(visit.refused(refused.error()));
        }
    }

    private static void requireToken(Map<String, List<String>> form, Visitor visitor) {
        String sent = form.getOrDefault("csrf", List.of("")).getFirst();
        if (!Digests.equal(sent.getBytes(StandardCharsets.UTF_8), visitor.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw ScimError.forbidden("this form belongs to another session; open the page again and repeat it")
                    .exception();
        }
    }

    /** A part of a page that is loaded by itself must not show the whole sign-in page in its place. */
    private static Response toSignIn(Request request, String next) {
        String target = SIGN_IN + "?next=" + Paths.encoded(next);
        return request.header("HX-Request").isPresent()
                ? Response.noContent().with("HX-Redirect", target)
                : Response.seeOther(target);
    }
}
