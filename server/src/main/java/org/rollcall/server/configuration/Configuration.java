package org.rollcall.server.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.rollcall.scim.dialect.Mode;
import org.rollcall.server.brake.Caution;
import org.rollcall.server.placement.ProviderRules;
import org.rollcall.server.profile.Expression;
import org.rollcall.server.profile.NameAttribute;
import org.rollcall.server.provider.ProviderKind;
import org.rollcall.server.schema.TenantExtension;

/**
 * A configuration as written. Every part knows where it stands in the body, so that a problem found later can point
 * to it.
 *
 * @param organizations parents before children; empty when the section is absent and therefore left alone
 * @param roles empty when the section is absent and therefore left alone
 * @param providers those that are named; others are left alone
 * @param schemas extensions; empty when the section is absent and therefore left alone
 */
public record Configuration(
        Optional<List<Organization>> organizations,
        Optional<List<Role>> roles,
        List<Provider> providers,
        Optional<List<TenantExtension>> schemas) {

    public Configuration {
        organizations = organizations.map(List::copyOf);
        roles = roles.map(List::copyOf);
        providers = List.copyOf(providers);
        schemas = schemas.map(List::copyOf);
    }

    /**
     * Text that names something else.
     *
     * @param pointer where it stands
     */
    public record Reference(String pointer, String text) {}

    /**
     * An organization.
     *
     * @param path its names from the root
     * @param defaultRoles empty when inherited from the parent (P-41)
     * @param retention how long the data of its deactivated users is kept; empty when inherited from the parent (P-60)
     */
    public record Organization(
            String pointer,
            OrganizationPath path,
            Optional<List<Reference>> defaultRoles,
            Optional<Duration> retention) {}

    /** A role with its permissions. */
    public record Role(String pointer, String name, SortedSet<String> permissions, boolean administrative) {}

    /**
     * The rules of one provider.
     *
     * @param roles empty when roles are managed by hand (P-40)
     * @param allowedRoles the only roles that its rows may give; empty when they may give any (P-42)
     * @param delay from blocked to deactivated (P-50)
     * @param delays other delays for some; the first row decides (P-59)
     * @param leaveDate the attribute that says when a user leaves (P-59)
     * @param kind what speaks for it (P-20); empty when it stays
     * @param silentAfter when its silence is an alarm (P-125); empty when its tool says
     * @param dialect how its requests are read
     * @param caution how harm is kept within bounds (P-70)
     */
    public record Provider(
            Reference name,
            OrganizationMethod organization,
            Optional<List<RoleRow>> roles,
            Optional<List<Reference>> allowedRoles,
            Duration delay,
            List<DelayRow> delays,
            Optional<NameAttribute> leaveDate,
            Optional<ProviderKind> kind,
            Optional<Duration> silentAfter,
            Mode dialect,
            Caution caution) {}

    /** How users get their organization. */
    public sealed interface OrganizationMethod {}

    /** All into one (P-30). */
    public record Fixed(Reference organization) implements OrganizationMethod {}

    /** The first row whose group has the user (P-32). */
    public record ByGroup(List<OrganizationRow> rows, Reference fallback) implements OrganizationMethod {
        public ByGroup {
            rows = List.copyOf(rows);
        }
    }

    /** By the name in an attribute (P-31). */
    public record ByAttribute(NameAttribute attribute, Reference parent, boolean creates, Reference fallback)
            implements OrganizationMethod {}

    /** By what an expression answers (P-33). */
    public record ByExpression(Expression<String> expression, Reference fallback) implements OrganizationMethod {}

    /** One row of organization mapping. */
    public record OrganizationRow(ProviderRules.Key group, Reference organization) {}

    /** Another deactivation delay, for a group or by an expression. */
    public record DelayRow(ProviderRules.Key key, Duration delay) {}

    /** One row of role mapping, for a group or by an expression. */
    public record RoleRow(ProviderRules.Key key, List<Reference> roles) {
        public RoleRow {
            roles = List.copyOf(roles);
        }
    }
}
