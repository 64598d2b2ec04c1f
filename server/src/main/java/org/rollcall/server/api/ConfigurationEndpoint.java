package org.rollcall.server.api;

import org.rollcall.server.command.Commands;
import org.rollcall.server.configuration.ApplyConfiguration;
import org.rollcall.server.configuration.ApplyResult;
import org.rollcall.server.configuration.ConfigurationException;
import org.rollcall.server.configuration.ConfigurationReader;
import org.rollcall.server.configuration.ReadConfiguration;
import org.rollcall.server.http.ProblemsException;
import org.rollcall.server.http.Request;
import org.rollcall.server.http.Response;
import org.rollcall.server.http.Router;
import org.rollcall.server.permission.Need;
import org.rollcall.server.provider.Credentials;

/** The configuration as one document: read, compared, applied (P-86). */
public final class ConfigurationEndpoint {

    private final Commands commands;
    private final ReadConfiguration configuration;
    private final Credentials credentials;

    public ConfigurationEndpoint(Commands commands, ReadConfiguration configuration, Credentials credentials) {
        this.commands = commands;
        this.configuration = configuration;
        this.credentials = credentials;
    }

    public void mount(Router router) {
        String path = "/api/v1/configuration";
        router.add("GET", path, Need.LOOK_CONFIGURATION, this::read)
                .add("PUT", path, Need.CHANGE_CONFIGURATION, this::apply);
    }

    private Response read(Request request) {
        return Response.json(200, configuration.read(request.caller().tenant()));
    }

    private Response apply(Request request) {
        boolean dryRun = Inputs.flag(request, "dryRun");
        boolean rebind = Inputs.flag(request, "rebind");
        try {
            ApplyConfiguration command = new ApplyConfiguration(ConfigurationReader.read(request.json()), rebind);
            ApplyResult result = commands.run(request.caller(), command, dryRun);
            // What a credential says of its provider may have changed; other nodes hear of it by notification.
            credentials.forget();
            return Response.json(200, result.toJson(dryRun));
        } catch (ConfigurationException e) {
            throw refused(e);
        }
    }

    static ProblemsException refused(ConfigurationException e) {
        return new ProblemsException(e.problems().stream()
                .map(problem -> new ProblemsException.Problem(problem.pointer(), problem.detail()))
                .toList());
    }
}
