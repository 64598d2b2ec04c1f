package org.rollcall.rehearsal.provider;

import java.util.List;

/**
 * A part of an initial cycle whose steps may run in any order or at the same time.
 *
 * @param label what the steps do, for example "people"
 */
public record Phase(String label, List<Runnable> steps) {

    public Phase {
        steps = List.copyOf(steps);
    }
}
