package org.rollcall.server.delivery;

import java.util.List;
import java.util.Optional;
import org.rollcall.server.base.Cidr;

/**
 * What the operator says of webhooks.
 *
 * @param key from which secrets follow; without one none can be set
 * @param networks that may be called though they are private
 */
public record WebhookSettings(Optional<WebhookKey> key, List<Cidr> networks) {

    public static final WebhookSettings NONE = new WebhookSettings(Optional.empty(), List.of());

    public WebhookSettings {
        networks = List.copyOf(networks);
    }
}
