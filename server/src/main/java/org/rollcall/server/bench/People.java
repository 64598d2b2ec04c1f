package org.rollcall.server.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Whom the benchmark has created so far, and numbers for more. */
final class People {

    private static final int SEED = 42;

    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentLinkedQueue<Person> created = new ConcurrentLinkedQueue<>();

    /** A number that nobody has. */
    long number() {
        return numbers.incrementAndGet();
    }

    void add(Person person) {
        created.add(person);
    }

    int size() {
        return created.size();
    }

    /** All, in the order of creation. */
    List<Person> all() {
        return List.copyOf(created);
    }

    /** All in an order that knows nothing of creation, dealt out so that no two connections share anybody. */
    List<List<Person>> dealt(int connections) {
        List<Person> shuffled = new ArrayList<>(created);
        Collections.shuffle(shuffled, new Random(SEED));
        return IntStream.range(0, connections)
                .mapToObj(hand -> IntStream.range(0, shuffled.size())
                        .filter(i -> i % connections == hand)
                        .mapToObj(shuffled::get)
                        .toList())
                .toList();
    }
}
