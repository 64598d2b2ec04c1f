package org.rollcall.rehearsal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.rollcall.rehearsal.company.Seed;
import org.rollcall.rehearsal.provider.Entra;
import org.rollcall.rehearsal.provider.EntraPatch;
import org.rollcall.rehearsal.provider.IdentityProvider;
import org.rollcall.rehearsal.provider.Okta;
import org.rollcall.rehearsal.provider.Plain;
import org.rollcall.rehearsal.scim.Endpoint;
import org.rollcall.rehearsal.scim.Exchange;
import org.rollcall.rehearsal.scim.Timing;

/** The identity providers that can be played. */
public enum ProviderKind {
    /** Okta, as an integration of its catalogue. */
    OKTA("okta", 6) {
        @Override
        IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
            return new Okta(endpoint, seed, timing, listener);
        }
    },

    /** Microsoft Entra ID without a flag. */
    ENTRA("entra", 1) {
        @Override
        IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
            return new Entra(EntraPatch.CLASSIC, endpoint, seed, timing, listener);
        }
    },

    /** Microsoft Entra ID with the flag aadOptscim062020 in its tenant URL. */
    ENTRA_AAD_OPT_SCIM_062020("entra-aadOptscim062020", 1) {
        @Override
        IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
            return new Entra(EntraPatch.AAD_OPT_SCIM_062020, endpoint, seed, timing, listener);
        }
    },

    /** PingOne, by its outbound connection. */
    PINGONE("pingone", 1) {
        @Override
        IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
            return Plain.pingOne(endpoint, seed, timing, listener);
        }
    },

    /** PingFederate, by its SCIM connector with groups by PUT. */
    PINGFEDERATE("pingfederate", 1) {
        @Override
        IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
            return Plain.pingFederate(endpoint, seed, timing, listener);
        }
    },

    /** OneLogin, by its SCIM provisioner with a template. */
    ONELOGIN("onelogin", 1) {
        @Override
        IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
            return Plain.oneLogin(endpoint, seed, timing, listener);
        }
    },

    /** JumpCloud, by the identity management of a custom application. */
    JUMPCLOUD("jumpcloud", 1) {
        @Override
        IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener) {
            return Plain.jumpCloud(endpoint, seed, timing, listener);
        }
    };

    private final String label;
    private final int concurrency;

    ProviderKind(String label, int concurrency) {
        this.label = label;
        this.concurrency = concurrency;
    }

    /** The kind of that label, whatever its case. */
    public static Optional<ProviderKind> labelled(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label.equalsIgnoreCase(label))
                .findFirst();
    }

    /** What it is called on a command line, for example "okta". */
    public String label() {
        return label;
    }

    /** How many requests it sends at the same time in an initial cycle, unless told otherwise. */
    public int usualConcurrency() {
        return concurrency;
    }

    abstract IdentityProvider connect(Endpoint endpoint, Seed seed, Timing timing, Consumer<Exchange> listener);
}
