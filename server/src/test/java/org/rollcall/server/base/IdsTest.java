package org.rollcall.server.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Comparator<UUID> AS_TEXT = Comparator.comparing(UUID::toString);

    private final AtomicLong millis = new AtomicLong(1_780_000_000_000L);
    private final Ids ids = new Ids(() -> Instant.ofEpochMilli(millis.get()), new Random(1));

    private List<UUID> next(int count) {
        return Stream.generate(ids::next).limit(count).toList();
    }

    @Test
    void anIdIsUuidVersion7WithItsTime() {
        UUID id = ids.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millis.get());
    }

    @Test
    void idsOfOneMillisecondAreInTheOrderOfTheirCreation() {
        List<UUID> many = next(10_000);
        assertThat(many).isSortedAccordingTo(AS_TEXT);
        assertThat(new HashSet<>(many)).hasSameSizeAs(many);
    }

    /** F19 */
    @Test
    void aClockThatStepsBackDoesNotDisturbTheOrder() {
        UUID before = ids.next();
        millis.addAndGet(-7_200_000);
        UUID after = ids.next();
        millis.addAndGet(7_200_001);
        assertThat(List.of(before, after, ids.next())).isSortedAccordingTo(AS_TEXT);
    }

    /** H-I9 */
    @Test
    void twoInstancesThatStartTogetherMakeOtherIds() {
        Ids other = new Ids(InstantSource.fixed(Instant.ofEpochMilli(millis.get())), new Random(2));
        assertThat(next(100))
                .doesNotContainAnyElementsOf(
                        Stream.generate(other::next).limit(100).toList());
    }
}
