package org.rollcall.rehearsal.company;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Hands out names and userNames of one domain, no userName twice: the second Ana Silva becomes ana.silva2. */
final class UserNames {

    private static final int DRAWS_FOR_A_FREE_NAME = 8;

    private final String suffix;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> bearers = new HashMap<>();

    UserNames(String domain) {
        this.suffix = "@" + domain;
    }

    /** Marks a userName as taken. */
    void take(String userName) {
        taken.add(userName);
    }

    /** A name that nobody bears, if a few draws find one: people are told apart more easily then. */
    Names.FullName draw(Random random) {
        Names.FullName name = Names.draw(random);
        for (int draw = 1; draw < DRAWS_FOR_A_FREE_NAME && taken.contains(name.mailbox() + suffix); draw++) {
            name = Names.draw(random);
        }
        return name;
    }

    String claim(Names.FullName name) {
        String userName;
        do {
            int bearer = bearers.merge(name.mailbox(), 1, Integer::sum);
            userName = name.mailbox() + (bearer == 1 ? "" : bearer) + suffix;
        } while (!taken.add(userName));
        return userName;
    }
}
