package org.rollcall.rehearsal.company;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Hands out names and userNames of one domain, no userName twice: the second Ana Silva becomes ana.silva2. */
final class UserNames {

    private static final int DRAWS_FOR_A_FREE_NAME = 8;

    private final String domain;
    private final Map<String, Integer> bearers = new HashMap<>();

    UserNames(String domain) {
        this.domain = domain;
    }

    /** A name that nobody bears, if a few draws find one: people are told apart more easily then. */
    Names.FullName draw(Random random) {
        return Stream.generate(() -> Names.draw(random))
                .limit(DRAWS_FOR_A_FREE_NAME)
                .filter(name -> !bearers.containsKey(name.mailbox()))
                .findFirst()
                .orElseGet(() -> Names.draw(random));
    }

    String claim(Names.FullName name) {
        int bearer = bearers.merge(name.mailbox(), 1, Integer::sum);
        return name.mailbox() + (bearer == 1 ? "" : bearer) + "@" + domain;
    }

    /** Marks a userName of this domain as taken. */
    void take(String userName) {
        String mailbox = userName.substring(0, userName.indexOf('@'));
        String stem = mailbox.replaceAll("[0-9]+$", "");
        int bearer = mailbox.equals(stem) ? 1 : Integer.parseInt(mailbox.substring(stem.length()));
        bearers.merge(stem, bearer, Math::max);
    }
}
