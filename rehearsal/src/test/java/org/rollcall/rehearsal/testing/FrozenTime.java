package org.rollcall.rehearsal.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rollcall.rehearsal.scim.Timing;

/** Time that only passes by pauses, which take none; they are remembered. */
public final class FrozenTime implements Timing {

    private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());

    @Override
    public long nanos() {
        return pauses.stream().mapToLong(Duration::toNanos).sum();
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
    }

    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
