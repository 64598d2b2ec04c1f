package org.rollcall.rehearsal.company;

import java.util.HashMap;
import java.util.Map;

/** Hands out userNames of one domain, none of them twice: the second Ana Silva becomes ana.silva2. */
final class UserNames {

    private final String domain;
    private final Map<String, Integer> bearers = new HashMap<>();

    UserNames(String domain) {
        this.domain = domain;
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
