package org.rollcall.sync.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Everything that the tool is told, as it was read from one file.
 *
 * @param state the one file that remembers what was seen, see the package {@code state}
 * @param logs the folder with a log of each run
 */
public record Settings(
        Directory directory,
        People people,
        Optional<Groups> groups,
        Rules rules,
        Server server,
        Safety safety,
        Path state,
        Path logs) {

    /** How the connection is protected. */
    public enum Security {
        /** TLS from the first byte: {@code ldaps://}. */
        TLS,
        /** {@code ldap://}, and TLS before anything else is said. A server that refuses StartTLS is refused. */
        STARTTLS,
        /** Unprotected; only when the file says so in words. */
        PLAIN
    }

    /** How a run learns what changed. */
    public enum Changes {
        /** It asks for id and stamp of everybody. */
        SCAN,
        /** The directory tells, by content synchronization (RFC 4533). */
        CONTENT_SYNC,
        /** Active Directory tells, by DirSync. */
        DIRSYNC
    }

    /** One directory server. */
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    /** Who the tool is to the directory. */
    public sealed interface Bind {

        /** Nobody. */
        record Anonymous() implements Bind {}

        /** A DN (or what Active Directory accepts for one) and a password. */
        record Simple(String dn, Secret password) implements Bind {}

        /** The client certificate that TLS was set up with (SASL EXTERNAL). */
        record External(Path certificate, Path key) implements Bind {}

        /** Kerberos: a keytab, or the ticket cache of the user that runs the tool (SASL GSSAPI). */
        record Gssapi(String principal, Optional<Path> keytab, Optional<String> realm, Optional<String> kdc)
                implements Bind {}
    }

    /**
     * The directory: where, how and as whom.
     *
     * @param servers tried in this order
     * @param trust certificates (PEM) or a key store that the server's certificate must lead to; else those of Java
     * @param verifyHost whether the certificate must be for the host; false only when the file says so in words
     * @param changes how a run that does not compare everything learns what changed
     * @param followReferrals false unless told; a referral is followed anonymously at most (H-L6)
     */
    public record Directory(
            Kind kind,
            List<Host> servers,
            Security security,
            Optional<Path> trust,
            boolean verifyHost,
            Bind bind,
            int pageSize,
            Duration timeout,
            boolean followReferrals,
            Changes changes) {}

    /** Where to search. */
    public record Search(String base, boolean subtree, String filter) {}

    /**
     * Who is read and how an entry becomes a SCIM user.
     *
     * @param id the attribute that never changes
     * @param stamp the attribute that changes whenever the entry does
     * @param mapping SCIM attribute to LDAP attribute
     * @param attributes what is read besides, for rules
     */
    public record People(
            List<Search> searches,
            String id,
            String stamp,
            SequencedMap<Target, String> mapping,
            Set<String> attributes) {}

    /**
     * Which groups are read.
     *
     * @param nested whether a member of a group within a group counts
     * @param depth how deep groups may nest
     * @param send whether they become SCIM groups; rules see them anyhow
     */
    public record Groups(
            List<Search> searches, String id, String name, String member, boolean nested, int depth, boolean send) {}

    /**
     * The rules as they were written (P-122).
     *
     * @param organizationTarget the SCIM attribute that the organization is sent as
     * @param attributes values of SCIM attributes that an expression makes
     */
    public record Rules(
            String active,
            Optional<String> organization,
            Target organizationTarget,
            Optional<String> roles,
            SequencedMap<Target, String> attributes) {}

    /** How the tool proves who it is to the server. */
    public sealed interface Credential {

        /** A bearer token. */
        record Bearer(Secret token) implements Credential {}

        /** HTTP Basic. */
        record Basic(String user, Secret password) implements Credential {}
    }

    /**
     * The SCIM server.
     *
     * @param url the base URL, without a slash at its end
     * @param connections requests at a time
     * @param attempts how often one request is tried
     * @param timeout how long one request may take
     * @param silentAfter after how long without a run the server says that nothing is heard; else as the runs follow
     */
    public record Server(
            URI url,
            Credential credential,
            Optional<Path> trust,
            int connections,
            int attempts,
            Duration timeout,
            Optional<Duration> silentAfter) {}

    /** What happens to people and groups that were sent once and are no longer found. */
    public enum Gone {
        /** They are listed, and stay as they are. */
        REPORT,
        /** People are deactivated, groups are deleted. */
        REMOVE
    }

    /**
     * What a run may do by itself (P-124).
     *
     * @param harmful how many people may be deactivated or moved
     * @param share the same as a percentage of all people that the server has from here; the larger number counts
     * @param shrink by how many percent fewer entries than last time a reading is no longer believed
     * @param fullEvery after what time {@code sync} compares everything by itself
     */
    public record Safety(int harmful, int share, int shrink, Duration fullEvery, Gone people, Gone groups) {}
}
