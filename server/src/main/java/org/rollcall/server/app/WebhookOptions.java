package org.rollcall.server.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rollcall.server.base.Cidr;
import org.rollcall.server.base.Ids;
import org.rollcall.server.delivery.WebhookKey;
import org.rollcall.server.delivery.WebhookSettings;
import picocli.CommandLine.Option;

/** Options of {@code up} about webhooks of applications (P-101). */
final class WebhookOptions {

    private static final String FILE = "webhook.key";

    @Option(
            names = "--webhook-networks",
            defaultValue = "${env:ROLLCALL_WEBHOOK_NETWORKS}",
            description = "Private addresses or networks, separated by commas, that webhooks may call.")
    private @Nullable String networks;

    @Option(
            names = "--webhook-key-file",
            defaultValue = "${env:ROLLCALL_WEBHOOK_KEY_FILE}",
            description =
                    "File with the key that secrets of webhooks follow from: 64 hexadecimal digits, the same for all"
                            + " nodes. Default: webhook.key in the data folder, made at the first start.")
    private @Nullable Path keyFile;

    /** What is wrong is added to the problems. */
    WebhookSettings settings(Path data, Ids ids, List<String> problems) {
        return new WebhookSettings(key(data, ids, problems), networks(problems));
    }

    private List<Cidr> networks(List<String> problems) {
        List<Cidr> read = new ArrayList<>();
        for (String text : Optional.ofNullable(networks)
                .filter(list -> !list.isBlank())
                .orElse("")
                .split(",", -1)) {
            if (!text.isBlank()) {
                Cidr.of(text)
                        .ifPresentOrElse(
                                read::add,
                                () -> problems.add("--webhook-networks must be addresses or networks like"
                                        + " 10.0.0.7,10.1.0.0/16, not \"%s\"".formatted(text)));
            }
        }
        return read;
    }

    private Optional<WebhookKey> key(Path data, Ids ids, List<String> problems) {
        Path file = Optional.ofNullable(keyFile).orElse(data.resolve(FILE));
        if (keyFile == null && !Files.exists(file)) {
            PrivateFile.write(data, FILE, ids.secret() + "\n");
        }
        try {
            return Optional.of(new WebhookKey(
                    HexFormat.of().parseHex(Files.readString(file).strip())));
        } catch (IOException e) {
            problems.add("the key of webhooks cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add("the key of webhooks in %s must have 64 hexadecimal digits".formatted(file));
        }
        return Optional.empty();
    }
}
