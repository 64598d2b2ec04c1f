package org.rollcall.sync.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.rollcall.sync.config.Settings;

/**
 * What a run would change.
 *
 * @param steps in the order in which they are carried out
 * @param gone people and groups that are no longer managed and stay as they are, in words
 * @param skipped what is left as it is because something about it is wrong, in words
 * @param harmed how many people are deactivated, moved, or lose a group
 * @param people how many people the server has from here
 */
public record Plan(List<Step> steps, List<String> gone, List<String> skipped, int harmed, int people) {

    private static final int HASH_CHARACTERS = 12;

    public Plan {
        steps = steps.stream()
                .sorted(Comparator.comparing(Step::kind).thenComparing(Step::id))
                .toList();
    }

    /** How many steps there are of each kind. */
    public Map<Kind, Integer> counts() {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        steps.forEach(step -> counts.merge(step.kind(), 1, Integer::sum));
        return counts;
    }

    /** Names exactly this plan: another change, or one more or less, is another hash. */
    public String hash() {
        MessageDigest digest = sha256();
        for (Step step : steps) {
            update(digest, step.kind().name());
            update(digest, step.id());
            update(digest, step.canonical());
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_CHARACTERS);
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** How many people a plan may harm without being confirmed: a number or a share, whichever is larger. */
    public int allowed(Settings.Safety safety) {
        return Math.max(safety.harmful(), (int) ((long) people * safety.share() / 100));
    }

    /** Whether somebody has to look at it first. */
    public boolean needsConfirmation(Settings.Safety safety) {
        return harmed > allowed(safety);
    }
}
