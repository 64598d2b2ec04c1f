package org.rollcall.server.console;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.rollcall.server.access.ApiTokens;
import org.rollcall.server.access.Invitations;
import org.rollcall.server.access.KnownAdministrators;
import org.rollcall.server.access.OpenIdSettings;
import org.rollcall.server.access.OpenIdSignIn;
import org.rollcall.server.access.Sessions;
import org.rollcall.server.access.SetupCodes;
import org.rollcall.server.access.SignIn;
import org.rollcall.server.administration.HeldEffects;
import org.rollcall.server.administration.Matters;
import org.rollcall.server.administration.Overview;
import org.rollcall.server.administration.People;
import org.rollcall.server.administration.PeopleSearch;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.audit.AuditLog;
import org.rollcall.server.base.Ids;
import org.rollcall.server.base.TenantId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.configuration.ReadConfiguration;
import org.rollcall.server.diagnosis.Doctor;
import org.rollcall.server.http.ErrorPages;
import org.rollcall.server.http.Router;
import org.rollcall.server.http.Router.Access;
import org.rollcall.server.http.Subrequests;
import org.rollcall.server.job.Jobs;
import org.rollcall.server.journal.Journal;
import org.rollcall.server.mail.KnownMail;
import org.rollcall.server.mail.Mailer;
import org.rollcall.server.ownership.Conflicts;
import org.rollcall.server.provider.Credentials;
import org.rollcall.server.provider.DialectNotes;
import org.rollcall.server.provider.Providers;
import org.rollcall.server.provider.SyncRuns;
import org.rollcall.server.viewer.KeptRequests;
import org.rollcall.server.viewer.Replay;
import org.rollcall.server.viewer.RequestRecorder;

/** All pages, put together. */
public final class Console {

    /**
     * What pages are made of.
     *
     * @param tenant whose administrators sign in here
     * @param url where the server listens
     * @param publicUrl what it is reached by
     * @param openId where administrators can sign in, too
     */
    public record Parts(
            TenantId tenant,
            Commands commands,
            Jdbi jdbi,
            Ids ids,
            SecureRandom random,
            InstantSource time,
            Queries queries,
            Credentials credentials,
            String url,
            String publicUrl,
            Optional<OpenIdSettings> openId,
            Mailer mailer) {}

    /** What reads. */
    public record Queries(
            Providers providers,
            Journal journal,
            ReadConfiguration configuration,
            Jobs jobs,
            DialectNotes dialects,
            Doctor doctor,
            RequestRecorder requests) {}

    private final Parts parts;
    private final Assets assets = new Assets();
    private final Views views = new Views(assets);
    private final SetupCodes codes;
    private final Overview overview;

    public Console(Parts parts) {
        this.parts = parts;
        this.overview = new Overview(parts.jdbi());
        this.codes = new SetupCodes(parts.jdbi(), parts.random(), parts.time());
    }

    /** Codes for the first start. */
    public SetupCodes setupCodes() {
        return codes;
    }

    /** How errors look here. */
    public ErrorPages errors() {
        return views::error;
    }

    public void mount(Router router) {
        Cookies cookies = new Cookies(parts.publicUrl());
        Sessions sessions = new Sessions(parts.jdbi(), parts.ids(), parts.time());
        SignIn signIn = new SignIn(parts.jdbi(), parts.commands(), sessions, parts.random(), parts.time());
        Site site = new Site(router, sessions, cookies, new Origins(parts.url(), parts.publicUrl()), parts.time());
        router.add("GET", assets.path() + "/{file}", Access.BROWSER, assets::serve);
        Invitations invitations = new Invitations(parts.jdbi(), parts.commands(), parts.random(), parts.time());
        new JoinPages(views, invitations, signIn, cookies, parts.tenant(), parts.random()).mount(router, site);
        new AdministratorPages(
                        views,
                        parts.commands(),
                        new KnownAdministrators(parts.jdbi()),
                        invitations,
                        new Structure(parts.jdbi()),
                        parts.publicUrl(),
                        parts.openId().isPresent())
                .mount(site);
        new SetupPages(views, codes, signIn, cookies, parts.tenant(), parts.random()).mount(router, site);
        SignInPages signInPages = new SignInPages(
                views,
                signIn,
                sessions,
                codes,
                cookies,
                parts.tenant(),
                parts.openId().isPresent());
        signInPages.mount(router, site);
        parts.openId()
                .map(settings -> openId(settings, sessions))
                .ifPresent(openId -> new OpenIdPages(openId, signInPages, cookies, parts.tenant()).mount(router));
        signedIn(site, signIn, sessions, cookies);
        new RequestPages(
                        views,
                        parts.queries(),
                        new KeptRequests(parts.jdbi()),
                        new Replay(parts.commands(), new Subrequests(router)),
                        new Structure(parts.jdbi()))
                .mount(site);
        new OverviewPage(views, overview, new HeldEffects(parts.jdbi()), conflicts(), parts.time()).mount(router, site);
    }

    private Conflicts conflicts() {
        return new Conflicts(parts.jdbi(), parts.ids(), parts.time());
    }

    private OpenIdSignIn openId(OpenIdSettings settings, Sessions sessions) {
        return new OpenIdSignIn(
                settings,
                parts.jdbi(),
                parts.commands(),
                sessions,
                parts.ids(),
                parts.time(),
                parts.publicUrl() + OpenIdPages.BACK);
    }

    private void signedIn(Site site, SignIn signIn, Sessions sessions, Cookies cookies) {
        Commands commands = parts.commands();
        Queries queries = parts.queries();
        PeopleSearch search = new PeopleSearch(parts.jdbi());
        Structure structure = new Structure(parts.jdbi());
        new PeoplePages(views, commands, search, structure).mount(site);
        new ImportPages(views, commands).mount(site);
        Matters matters = new Matters(parts.jdbi());
        new PersonPage(views, commands, queries.journal(), matters, parts.time()).mount(site);
        new HoldPages(views, commands, matters, new People(parts.jdbi())).mount(site);
        new BrakePage(views, commands, new HeldEffects(parts.jdbi())).mount(site);
        new ConflictPages(views, commands, conflicts(), structure).mount(site);
        new JobPages(views, commands, queries.jobs(), parts.time()).mount(site);
        new GroupPages(views, structure, search).mount(site);
        new StructurePages(views, structure).mount(site);
        new ProviderPages(
                        views,
                        commands,
                        queries,
                        overview,
                        new SyncRuns(parts.jdbi()),
                        parts.credentials(),
                        parts.time(),
                        parts.publicUrl())
                .mount(site);
        new ProviderSettingsPage(views, commands, queries.providers(), queries.configuration(), parts.credentials())
                .mount(site);
        new HandOverPage(views, commands, queries.providers(), parts.credentials()).mount(site);
        new ProviderDeletionPage(views, commands, queries.providers(), parts.credentials()).mount(site);
        new AuditPage(views, new AuditLog(parts.jdbi())).mount(site);
        new RulesPage(views, commands, queries.providers(), structure, queries.configuration()).mount(site);
        new ConfigurationPage(views, commands, queries.configuration()).mount(site);
        new HelpPages(views).mount(site);
        new MailPages(views, commands, new KnownMail(parts.jdbi()), parts.mailer()).mount(site);
        new LogPages(views, queries.journal(), structure, parts.time()).mount(site);
        new SettingsPages(
                        views,
                        commands,
                        signIn,
                        sessions,
                        new ApiTokens(parts.jdbi()),
                        parts.credentials(),
                        cookies,
                        parts.random(),
                        structure)
                .mount(site);
    }
}
