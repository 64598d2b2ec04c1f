package org.rollcall.server.console;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rollcall.server.administration.ImportLocalUsers.Fate;
import org.rollcall.server.administration.ImportLocalUsers.Outcome;

/**
 * A file of local users, with what would become of each line, once that was asked.
 *
 * @param previewed the digest of the text that was previewed
 */
public record ImportPreview(String csv, Optional<String> previewed, List<Outcome> outcomes) {

    private static final int SHOWN = 200;

    public long count(Fate fate) {
        return outcomes.stream().filter(each -> each.fate() == fate).count();
    }

    public long created() {
        return count(Fate.CREATED);
    }

    /** Conflicts before the others; not more than anybody reads. */
    public List<Outcome> first() {
        return outcomes.stream()
                .sorted(Comparator.comparing(each -> each.fate() != Fate.CONFLICT))
                .limit(SHOWN)
                .toList();
    }

    public String words(Fate fate) {
        return switch (fate) {
            case CREATED -> "is created";
            case UNCHANGED -> "is there already";
            case CONFLICT -> "conflict";
        };
    }

    /** Redacted. */
    @Override
    public String toString() {
        return "ImportPreview[redacted]";
    }
}
