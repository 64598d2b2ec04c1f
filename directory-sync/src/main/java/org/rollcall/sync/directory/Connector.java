package org.rollcall.sync.directory;

import com.unboundid.ldap.sdk.ANONYMOUSBindRequest;
import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.EXTERNALBindRequest;
import com.unboundid.ldap.sdk.GSSAPIBindRequest;
import com.unboundid.ldap.sdk.GSSAPIBindRequestProperties;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileKeyManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllSSLSocketVerifier;
import com.unboundid.util.ssl.TrustStoreTrustManager;
import java.io.File;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.rollcall.sync.base.Failure;
import org.rollcall.sync.base.Limits;
import org.rollcall.sync.base.Text;
import org.rollcall.sync.config.Secrets;
import org.rollcall.sync.config.Settings;
import org.rollcall.sync.config.Settings.Bind;
import org.rollcall.sync.config.Settings.Host;
import org.rollcall.sync.config.Settings.Security;

/**
 * Connects and proves who the tool is. Certificates are checked, and that they are for the host, before a password is
 * said; a server that does not offer StartTLS is refused, not spoken to in clear (H-L6).
 */
final class Connector {

    private final Settings.Directory settings;
    private final Secrets secrets;

    Connector(Settings.Directory settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    /** A connection to the first server that answers. */
    LDAPConnection connect() {
        List<String> failures = new ArrayList<>();
        try {
            SSLSocketFactory tls = tls();
            for (Host host : settings.servers()) {
                Optional<LDAPConnection> connection = connect(host, tls, failures);
                if (connection.isPresent()) {
                    return connection.get();
                }
            }
        } catch (GeneralSecurityException e) {
            throw Failure.usage(
                    "The certificates of directory.trust or directory.bind could not be used: " + e.getMessage());
        }
        throw Failure.directory("No directory server could be reached: %s. Nothing was changed."
                .formatted(String.join("; ", failures)));
    }

    /** Empty when another server may do better; a password that one refuses is not said to the next. */
    private Optional<LDAPConnection> connect(Host host, SSLSocketFactory tls, List<String> failures) {
        try {
            LDAPConnection connection = server(host, tls).getConnection();
            try {
                connection.bind(request());
                return Optional.of(connection);
            } catch (LDAPException e) {
                connection.close();
                if (settings.bind() instanceof Bind.Gssapi && e.getResultCode().equals(ResultCode.LOCAL_ERROR)) {
                    throw Failure.directory("Kerberos gave no ticket for %s: %s. Nothing was changed."
                            .formatted(host, Text.excerpt(cause(e))));
                }
                if (!isAway(e)) {
                    throw Failure.directory("The directory %s did not accept the bind: %s. Nothing was changed."
                            .formatted(host, words(e)));
                }
                failures.add("%s took the connection and gave no answer to the bind (%s)".formatted(host, words(e)));
            }
        } catch (LDAPException e) {
            failures.add("%s (%s)".formatted(host, unreached(e)));
        }
        return Optional.empty();
    }

    private SingleServerSet server(Host host, SSLSocketFactory tls) {
        boolean startTls = settings.security() == Security.STARTTLS;
        return new SingleServerSet(
                host.name(),
                host.port(),
                settings.security() == Security.TLS ? tls : SocketFactory.getDefault(),
                options(tls),
                null,
                startTls ? new StartTLSPostConnectProcessor(tls) : null);
    }

    private static boolean isAway(LDAPException e) {
        return !e.getResultCode().isConnectionUsable() || e.getResultCode().equals(ResultCode.TIMEOUT);
    }

    private String unreached(LDAPException e) {
        boolean refused = settings.security() == Security.STARTTLS
                && Set.of(ResultCode.PROTOCOL_ERROR, ResultCode.UNAVAILABLE, ResultCode.UNWILLING_TO_PERFORM)
                        .contains(e.getResultCode());
        return refused ? "it does not offer StartTLS: use ldaps://, or give it a certificate; " + words(e) : words(e);
    }

    private LDAPConnectionOptions options(SSLSocketFactory tls) {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) Limits.CONNECT.toMillis());
        options.setResponseTimeoutMillis(settings.timeout().toMillis());
        options.setUseSynchronousMode(true);
        options.setFollowReferrals(settings.followReferrals());
        options.setReferralConnector((url, connection) -> referred(url, tls));
        options.setSSLSocketVerifier(
                settings.verifyHost() ? new HostNameSSLSocketVerifier(true) : TrustAllSSLSocketVerifier.getInstance());
        return options;
    }

    /** Where a referral leads is somebody else's choice, so nothing is proved to it. */
    private LDAPConnection referred(LDAPURL url, SSLSocketFactory tls) throws LDAPException {
        boolean plain = settings.security() == Security.PLAIN;
        if (!plain && !url.getScheme().equalsIgnoreCase("ldaps")) {
            throw new LDAPException(
                    ResultCode.CONFIDENTIALITY_REQUIRED,
                    "a referral leads to %s, without TLS".formatted(url.getHost()));
        }
        return new LDAPConnection(plain ? SocketFactory.getDefault() : tls, options(tls), url.getHost(), url.getPort());
    }

    private SSLSocketFactory tls() throws GeneralSecurityException {
        SSLUtil tls = new SSLUtil(key().map(key -> new KeyManager[] {key}).orElse(null), new TrustManager[] {trust()});
        return new PatientTls(tls.createSSLSocketFactory(), settings.timeout());
    }

    private Optional<KeyManager> key() throws KeyStoreException {
        return settings.bind() instanceof Bind.External external
                ? Optional.of(new PEMFileKeyManager(
                        external.certificate().toFile(), external.key().toFile()))
                : Optional.empty();
    }

    private TrustManager trust() throws KeyStoreException {
        Optional<Path> file = settings.trust();
        return file.isEmpty()
                ? JVMDefaultTrustManager.getInstance()
                : trust(file.get().toFile());
    }

    private static TrustManager trust(File file) throws KeyStoreException {
        String name = file.getName().toLowerCase(Locale.ROOT);
        if (name.endsWith(".p12") || name.endsWith(".pfx")) {
            return new TrustStoreTrustManager(file, noPin(), "PKCS12", true);
        }
        return name.endsWith(".jks")
                ? new TrustStoreTrustManager(file, noPin(), "JKS", true)
                : new PEMFileTrustManager(file);
    }

    /** Certificates that everybody may know need no password. */
    private static char @Nullable [] noPin() {
        return null;
    }

    private BindRequest request() throws LDAPException {
        return switch (settings.bind()) {
            case Bind.Anonymous nobody -> new ANONYMOUSBindRequest();
            case Bind.Simple simple -> new SimpleBindRequest(simple.dn(), secrets.reveal(simple.password()));
            case Bind.External certificate -> new EXTERNALBindRequest("");
            case Bind.Gssapi kerberos -> new GSSAPIBindRequest(kerberos(kerberos));
        };
    }

    private static GSSAPIBindRequestProperties kerberos(Bind.Gssapi settings) throws LDAPException {
        GSSAPIBindRequestProperties properties = new GSSAPIBindRequestProperties(settings.principal(), new byte[0]);
        settings.realm().ifPresent(properties::setRealm);
        settings.kdc().ifPresent(properties::setKDCAddress);
        if (settings.keytab().isPresent()) {
            properties.setUseKeyTab(true);
            properties.setKeyTabPath(settings.keytab().get().toString());
        } else {
            properties.setUseTicketCache(true);
            properties.setRequireCachedCredentials(true);
        }
        return properties;
    }

    /** What Java says of Kerberos, without all that the layers above it say of it. */
    private static String cause(LDAPException e) {
        Throwable deepest = e;
        for (Throwable next = e; next != null; next = next.getCause()) {
            deepest = next;
        }
        return String.valueOf(deepest.getMessage());
    }

    static String words(LDAPException e) {
        return "%s (%s)".formatted(e.getResultCode().getName(), e.getMessage());
    }
}
