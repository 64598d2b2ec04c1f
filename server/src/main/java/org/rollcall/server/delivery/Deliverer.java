package org.rollcall.server.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.rollcall.server.base.AccountId;
import org.rollcall.server.base.Digests;
import org.rollcall.server.base.Limits;
import org.rollcall.server.db.Faults;
import org.rollcall.server.delivery.Ledger.Claimed;
import org.rollcall.server.delivery.Ledger.Kept;
import org.rollcall.server.delivery.Ledger.Letter;
import org.rollcall.server.delivery.WebhookKey.Signature;
import org.rollcall.server.feed.Feed;

/**
 * Delivers for one application: first what is due again, then what is new. People are served side by side, the events of
 * each person one after the other; behind one that is not taken the later ones of its person wait.
 */
final class Deliverer {

    private final Ledger ledger;
    private final Feed feed;
    private final Poster poster;
    private final Reachable reachable;
    private final Optional<WebhookKey> key;
    private final InstantSource time;
    private final Faults faults;

    /** Webhooks that this node has another key for, and until when it leaves them alone. */
    private final ConcurrentMap<Ledger.Key, Instant> foreign = new ConcurrentHashMap<>();

    Deliverer(
            Ledger ledger,
            Feed feed,
            Poster poster,
            Reachable reachable,
            Optional<WebhookKey> key,
            InstantSource time,
            Faults faults) {
        this.ledger = ledger;
        this.feed = feed;
        this.poster = poster;
        this.reachable = reachable;
        this.key = key;
        this.time = time;
        this.faults = faults;
    }

    /** What became of the events of one person. */
    private record Outcome(List<Letter> taken, List<Kept> kept, boolean gone) {}

    /** How it went with what was due again; after STOP this node has nothing more to do with the webhook. */
    private enum Went {
        STOP,
        NOTHING,
        MORE
    }

    /** One attempt; no problem: taken. */
    private record Attempt(Optional<String> problem, Duration pause, boolean gone) {
        private static final Attempt TAKEN = new Attempt(Optional.empty(), Duration.ZERO, false);
    }

    /** One round for a webhook; answers whether there may be more at once. */
    boolean round(Ledger.Key webhook) {
        if (isForeign(webhook)) {
            return false;
        }
        Optional<Claimed> claimed = ledger.claim(webhook);
        if (claimed.isEmpty()) {
            return false;
        }
        Optional<List<Signature>> signatures = signatures(claimed.get());
        if (signatures.isEmpty()) {
            ledger.problem(
                    claimed.get(),
                    "this server has another key than the one that made the secret; give all nodes the same"
                            + " --webhook-key-file, or rotate the secret");
            foreign.put(webhook, time.instant().plus(Limits.WEBHOOK_LEASE));
            ledger.giveBack(claimed.get());
            return false;
        }
        Went went = again(claimed.get(), signatures.get());
        return went != Went.STOP && (fresh(claimed.get(), signatures.get()) || went == Went.MORE);
    }

    /** Whether this node could not sign for it a moment ago: a node that can must find it free. */
    private boolean isForeign(Ledger.Key webhook) {
        return Optional.ofNullable(foreign.get(webhook))
                .filter(until -> time.instant().isBefore(until))
                .isPresent();
    }

    private Optional<List<Signature>> signatures(Claimed claimed) {
        return key.map(known -> {
                    List<Signature> signatures = new ArrayList<>();
                    signatures.add(known.secret(claimed.key().application(), claimed.salt()));
                    claimed.previous()
                            .map(salt -> known.secret(claimed.key().application(), salt))
                            .ifPresent(signatures::add);
                    return List.copyOf(signatures);
                })
                .filter(made -> HexFormat.of()
                        .formatHex(Digests.sha256(made.getFirst().text()))
                        .equals(claimed.digest()));
    }

    // ---- what was not taken before

    private Went again(Claimed claimed, List<Signature> signatures) {
        List<Letter> due = ledger.heads(claimed);
        if (due.isEmpty()) {
            return Went.NOTHING;
        }
        boolean full = isFull(claimed);
        List<Outcome> outcomes =
                send(claimed, signatures, due.stream().map(List::of).toList());
        List<Letter> taken = outcomes.stream().flatMap(o -> o.taken().stream()).toList();
        List<Kept> kept = outcomes.stream().flatMap(o -> o.kept().stream()).toList();
        boolean ours = ledger.retried(claimed, taken, kept);
        if (!ours || switchedOff(claimed, outcomes)) {
            return Went.STOP;
        }
        if (taken.isEmpty()) {
            return Went.NOTHING;
        }
        if (full) {
            ledger.allDue(claimed.key());
        }
        return Went.MORE;
    }

    private boolean isFull(Claimed claimed) {
        return ledger.waiting(claimed.key()) >= Limits.WEBHOOK_WAITING;
    }

    // ---- what is new

    private boolean fresh(Claimed claimed, List<Signature> signatures) {
        if (isFull(claimed)) {
            ledger.probe(claimed.key());
            return false;
        }
        Feed.Page page = feed.after(
                        claimed.key().tenant(),
                        claimed.key().application(),
                        claimed.reached(),
                        Limits.WEBHOOK_PAGE,
                        Duration.ZERO)
                .orElseThrow();
        if (page.next().equals(claimed.reached())) {
            return false;
        }
        Map<AccountId, List<Letter>> people = page.items().stream()
                .map(item -> new Letter(item.cursor(), item.account(), 0, item.payload()))
                .collect(Collectors.groupingBy(Letter::account, LinkedHashMap::new, Collectors.toList()));
        Set<AccountId> waiting = people.isEmpty() ? Set.of() : ledger.waiting(claimed.key(), people.keySet());
        List<Kept> kept = new ArrayList<>();
        people.values().stream()
                .filter(letters -> waiting.contains(letters.getFirst().account()))
                .forEach(letters -> letters.forEach(letter -> kept.add(untried(letter))));
        List<Outcome> outcomes = send(
                claimed,
                signatures,
                people.values().stream()
                        .filter(letters -> !waiting.contains(letters.getFirst().account()))
                        .toList());
        faults.at("webhooks-sent");
        outcomes.forEach(outcome -> kept.addAll(outcome.kept()));
        boolean delivered =
                outcomes.stream().anyMatch(outcome -> !outcome.taken().isEmpty());
        boolean ours = ledger.reached(claimed, page.next(), kept, delivered);
        return ours && !switchedOff(claimed, outcomes);
    }

    private boolean switchedOff(Claimed claimed, List<Outcome> outcomes) {
        boolean gone = outcomes.stream().anyMatch(Outcome::gone);
        if (gone) {
            ledger.switchOff(claimed, "the receiver answered 410, so it is called no more; set the webhook again");
        }
        return gone;
    }

    private static Kept untried(Letter letter) {
        return new Kept(letter, letter.attempts(), Duration.ZERO, Optional.empty());
    }

    // ---- sending

    /** Each list is one person's, in order. */
    private List<Outcome> send(Claimed claimed, List<Signature> signatures, List<List<Letter>> people) {
        Semaphore atOnce = new Semaphore(Limits.WEBHOOK_AT_ONCE);
        long until = System.nanoTime() + Limits.WEBHOOK_BATCH.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Outcome>> tasks = people.stream()
                    .<Callable<Outcome>>map(letters -> () -> {
                        atOnce.acquire();
                        try {
                            return person(claimed, signatures, letters, until);
                        } finally {
                            atOnce.release();
                        }
                    })
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : threads.invokeAll(tasks)) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a delivery failed", e);
        }
    }

    /** Once the time of the batch is over, what is left waits for the next round. */
    private Outcome person(Claimed claimed, List<Signature> signatures, List<Letter> letters, long until) {
        List<Letter> taken = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        boolean gone = false;
        for (Letter letter : letters) {
            if (!kept.isEmpty() || System.nanoTime() > until) {
                kept.add(untried(letter));
                continue;
            }
            Attempt attempt = attempt(claimed, signatures, letter);
            if (attempt.problem().isEmpty()) {
                taken.add(letter);
            } else {
                kept.add(new Kept(letter, letter.attempts() + 1, attempt.pause(), attempt.problem()));
                gone = gone || attempt.gone();
            }
        }
        return new Outcome(taken, kept, gone);
    }

    private Attempt attempt(Claimed claimed, List<Signature> signatures, Letter letter) {
        Duration pause = pause(letter.attempts() + 1);
        try {
            URI uri = URI.create(claimed.url());
            InetAddress address = reachable.address(uri);
            String body = Body.of(letter);
            Poster.Answer answer = poster.post(uri, address, headers(claimed, signatures, letter, body), body);
            if (answer.taken()) {
                return Attempt.TAKEN;
            }
            Duration asked = answer.retryAfter().map(Duration::ofSeconds).orElse(Duration.ZERO);
            Duration bounded = asked.compareTo(Limits.WEBHOOK_RETRY_AFTER) > 0 ? Limits.WEBHOOK_RETRY_AFTER : asked;
            return new Attempt(
                    Optional.of("answered " + answer.status()),
                    bounded.compareTo(pause) > 0 ? bounded : pause,
                    answer.status() == 410);
        } catch (UnreachableException e) {
            return new Attempt(Optional.of(e.words()), pause, false);
        }
    }

    private Map<String, String> headers(Claimed claimed, List<Signature> signatures, Letter letter, String body) {
        String id = claimed.key().application() + "_" + letter.event();
        long timestamp = time.instant().getEpochSecond();
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                signatures.stream()
                        .map(secret -> secret.of(id, timestamp, body))
                        .collect(Collectors.joining(" ")));
    }

    static Duration pause(int attempts) {
        Duration doubled = Limits.WEBHOOK_RETRY.multipliedBy(1L << Math.min(2 * (attempts - 1), 40));
        return doubled.compareTo(Limits.WEBHOOK_RETRY_MAX) < 0 ? doubled : Limits.WEBHOOK_RETRY_MAX;
    }
}
