package org.rollcall.server.console;

import org.rollcall.scim.ScimError;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;

/** The documentation, beside the pages that it is about. */
final class HelpPages {

    private static final String A_DAY = "private, max-age=86400";

    private final Views views;
    private final Articles articles = new Articles();

    HelpPages(Views views) {
        this.views = views;
    }

    void mount(Site site) {
        site.page(Articles.PATH, Need.OWN_ACCOUNT, visit -> Response.seeOther(Articles.FIRST))
                .page(Articles.PATH + "/pictures/{picture}", Need.OWN_ACCOUNT, this::picture)
                .page(Articles.PATH + "/{folder}/{article}", Need.OWN_ACCOUNT, this::article);
    }

    private Response article(Visit visit) {
        Articles.Article article = articles.find(
                        visit.request().parameter("folder"), visit.request().parameter("article"))
                .orElseThrow(() -> ScimError.notFound("no such article").exception());
        boolean first = visit.request().path().equals(Articles.FIRST);
        return views.page(
                visit, article.title(), "help", "article", new Shown.Article(article.title(), article.html(), first));
    }

    private Response picture(Visit visit) {
        byte[] png = articles.picture(visit.request().parameter("picture"))
                .orElseThrow(() -> ScimError.notFound("no such picture").exception());
        return Views.guarded(Response.bytes("image/png", png)).with("Cache-Control", A_DAY);
    }
}
