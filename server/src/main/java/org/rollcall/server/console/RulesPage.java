package org.rollcall.server.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rollcall.scim.ScimError;
import org.rollcall.scim.json.Json;
import org.rollcall.server.administration.Structure;
import org.rollcall.server.base.Limits;
import org.rollcall.server.base.Names;
import org.rollcall.server.base.ProviderId;
import org.rollcall.server.command.Commands;
import org.rollcall.server.configuration.ApplyConfiguration;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.configuration.ConfigurationException;
import org.rollcall.server.configuration.ConfigurationReader;
import org.rollcall.server.configuration.Problem;
import org.rollcall.server.configuration.ReadConfiguration;
import org.rollcall.server.console.ProviderRulesForm.OrganizationRow;
import org.rollcall.server.console.ProviderRulesForm.RoleRow;
import org.rollcall.server.http.Response;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Providers;

/**
 * The rules of one provider as rows. Every button sends the whole form: those that change rows answer it changed and keep
 * nothing; a preview is the command without the write; only saving writes.
 */
final class RulesPage {

    private static final String PATH = "/console/providers/{id}/rules";
    private static final int SUGGESTIONS = 20;
    private static final Pattern ROW_ACT = Pattern.compile("(up|down|remove)-(organization|role)-([0-9]{1,5})");
    private static final Pattern PLACE = Pattern.compile("/providers/0/(organization/byGroup|roles)/([0-9]+).*");

    private final Views views;
    private final Commands commands;
    private final Providers providers;
    private final Structure structure;
    private final ReadConfiguration configuration;

    RulesPage(
            Views views, Commands commands, Providers providers, Structure structure, ReadConfiguration configuration) {
        this.views = views;
        this.commands = commands;
        this.providers = providers;
        this.structure = structure;
        this.configuration = configuration;
    }

    void mount(Site site) {
        site.page(PATH, Need.CHANGE_CONFIGURATION, this::stored)
                .act(PATH, Need.CHANGE_CONFIGURATION, this::submit, this::stored)
                .page("/console/providers/{id}/groups", Need.LOOK_PROVIDERS, this::suggestions);
    }

    private Providers.Listed provider(Visit visit) {
        Optional<UUID> id = ProviderId.parse(visit.request().parameter("id")).map(ProviderId::value);
        return providers.list(visit.tenant()).stream()
                .filter(provider -> Optional.of(provider.id()).equals(id))
                .findFirst()
                .orElseThrow(
                        () -> ScimError.notFound("There is no such provider.").exception());
    }

    // ---- showing

    private Response stored(Visit visit) {
        Providers.Listed provider = provider(visit);
        return show(visit, provider, ProviderRulesForm.of(section(visit, provider)), List.of(), Optional.empty());
    }

    private Json.Obj section(Visit visit, Providers.Listed provider) {
        return ProviderRulesForm.stored(configuration.read(visit.tenant()), provider.name());
    }

    private Response show(
            Visit visit,
            Providers.Listed provider,
            ProviderRulesForm form,
            List<String> problems,
            Optional<ApplyResult> preview) {
        return views.page(
                visit,
                "Rules of " + provider.name(),
                "providers",
                "rules",
                new Shown.Rules(
                        provider.id(),
                        provider.name(),
                        form,
                        structure.organizationPaths(visit.tenant()),
                        structure.roleNames(visit.tenant()),
                        problems,
                        preview,
                        visit.field("rebind").equals("yes"),
                        ProviderRulesForm.expression(section(visit, provider)),
                        ProviderRulesForm.roleExpressions(section(visit, provider))));
    }

    /** Names of groups that begin as typed, as options of a list. */
    private Response suggestions(Visit visit) {
        String typed = visit.asked("group").or(() -> visit.asked("role-group")).orElse("");
        return views.page(
                visit,
                "Groups",
                "",
                "suggestions",
                new Shown.Suggestions(structure
                        .groups(
                                visit.tenant(),
                                new Structure.Groups(
                                        Optional.of(Names.canonical(typed)),
                                        Optional.of(provider(visit).id()),
                                        Optional.empty(),
                                        SUGGESTIONS))
                        .stream()
                        .map(Structure.Group::name)
                        .toList()));
    }

    // ---- what was sent

    private static ProviderRulesForm form(Visit visit) {
        List<OrganizationRow> organizations = new ArrayList<>();
        List<String> groups = visit.all("group");
        for (int i = 0; i < Math.min(groups.size(), Limits.CONFIGURATION_ITEMS); i++) {
            organizations.add(new OrganizationRow(
                    groups.get(i).strip(), at(visit, "by", i).equals("externalId"), at(visit, "target", i)));
        }
        List<RoleRow> roles = new ArrayList<>();
        List<String> roleGroups = visit.all("role-group");
        for (int i = 0; i < Math.min(roleGroups.size(), Limits.CONFIGURATION_ITEMS); i++) {
            roles.add(new RoleRow(
                    roleGroups.get(i).strip(), at(visit, "role-by", i).equals("externalId"), visit.all("roles-" + i)));
        }
        return new ProviderRulesForm(
                ProviderRulesForm.Method.of(visit.field("method")),
                visit.field("organization"),
                organizations,
                visit.field("mapped").equals("yes"),
                roles,
                visit.field("delay"));
    }

    private static String at(Visit visit, String name, int index) {
        List<String> values = visit.all(name);
        return index < values.size() ? values.get(index) : "";
    }

    private Response submit(Visit visit) {
        Providers.Listed provider = provider(visit);
        ProviderRulesForm form = form(visit);
        String act = visit.field("do");
        return switch (act) {
            case "preview" -> apply(visit, provider, form, false);
            case "save" -> apply(visit, provider, form, true);
            default -> show(visit, provider, changed(form, act), List.of(), Optional.empty());
        };
    }

    private static ProviderRulesForm changed(ProviderRulesForm form, String act) {
        List<OrganizationRow> organizations = new ArrayList<>(form.organizations());
        List<RoleRow> roles = new ArrayList<>(form.roles());
        Matcher row = ROW_ACT.matcher(act);
        if (act.equals("add-organization")) {
            organizations.add(new OrganizationRow("", false, form.organization()));
        } else if (act.equals("add-role")) {
            roles.add(new RoleRow("", false, List.of()));
        } else if (row.matches()) {
            List<?> rows = row.group(2).equals("role") ? roles : organizations;
            change(rows, row.group(1), Integer.parseInt(row.group(3)));
        }
        return new ProviderRulesForm(
                form.method(), form.organization(), organizations, form.mapped(), roles, form.delay());
    }

    private static void change(List<?> rows, String what, int index) {
        int other = what.equals("up") ? index - 1 : index + 1;
        if (what.equals("remove") && index < rows.size()) {
            rows.remove(index);
        } else if (!what.equals("remove") && index < rows.size() && other >= 0 && other < rows.size()) {
            Collections.swap(rows, index, other);
        }
    }

    // ---- applying

    private Response apply(Visit visit, Providers.Listed provider, ProviderRulesForm form, boolean write) {
        Json body = Json.Obj.EMPTY.with("providers", Json.Arr.of(form.in(section(visit, provider))));
        try {
            ApplyConfiguration command = new ApplyConfiguration(
                    ConfigurationReader.read(body), visit.field("rebind").equals("yes"));
            if (!write) {
                ApplyResult preview = commands.preview(visit.caller(), command);
                return show(visit, provider, form, List.of(), Optional.of(preview));
            }
            ApplyResult result = commands.run(visit.caller(), command);
            return done(visit, JobPages.after(result, "/console/providers/" + provider.id()));
        } catch (ConfigurationException e) {
            ScimError refusal = ScimError.invalidValue("The rules were not saved; what is wrong is listed below.");
            return show(
                    visit.refused(refusal),
                    provider,
                    form,
                    e.problems().stream().map(RulesPage::said).toList(),
                    Optional.empty());
        }
    }

    /** A page in place of a part of this one would be wrong; the browser is told to go there. */
    static Response done(Visit visit, String location) {
        return visit.request().header("HX-Request").isPresent()
                ? Response.noContent().with("HX-Redirect", location)
                : Response.seeOther(location);
    }

    private static String said(Problem problem) {
        Matcher place = PLACE.matcher(problem.pointer());
        if (place.matches()) {
            String list = place.group(1).equals("roles") ? "Role rule " : "Organization rule ";
            return list + (Integer.parseInt(place.group(2)) + 1) + ": " + problem.detail();
        }
        return problem.pointer().contains("deactivationDelay") ? "Delay: " + problem.detail() : problem.detail();
    }
}
