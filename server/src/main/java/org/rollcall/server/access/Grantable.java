package org.rollcall.server.access;

import java.util.Optional;
import org.rollcall.scim.ScimError;
import org.rollcall.server.base.OrganizationId;
import org.rollcall.server.permission.Kind;
import org.rollcall.server.permission.Powers;
import org.rollcall.server.placement.Rules;

/**
 * Powers as somebody gives them: a kind, and the path of the organization that one kind ends at.
 *
 * @param organization its path, such as {@code Company/Sales}
 */
public record Grantable(Kind kind, Optional<String> organization) {

    /** By the labels of the API. */
    public static Grantable of(String kind, Optional<String> organization) {
        return new Grantable(
                Kind.of(kind)
                        .orElseThrow(
                                () -> ScimError.invalidValue("a kind is one of " + String.join(", ", Kind.labels()))
                                        .exception()),
                organization);
    }

    /** The powers, by the organizations that there are. */
    Powers in(Rules rules) {
        return PowersRow.checked(kind, organization.map(path -> named(rules, path)));
    }

    private static OrganizationId named(Rules rules, String path) {
        return rules.at(path)
                .map(Rules.Organization::id)
                .orElseThrow(() -> ScimError.invalidValue("there is no organization " + ScimError.excerpt(path))
                        .exception());
    }
}
