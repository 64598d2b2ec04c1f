package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;
import org.rollcall.server.permission.Need;
import org.rollcall.server.permission.Powers;

/**
 * What is around a page.
 *
 * @param section the entry of the menu that is current; empty for a page without menu
 * @param who the name of who is signed in
 * @param csrf goes into every form
 * @param assets where style and script are
 * @param powers of who is signed in: what is not allowed is not offered
 * @param notice said at the top of the page
 */
public record Frame(
        String title,
        String section,
        String who,
        Powers powers,
        String csrf,
        Theme theme,
        String assets,
        Optional<Notice> notice) {

    /** Whether something may be offered. */
    public boolean may(Need need) {
        return powers.allow(need);
    }

    /** The articles that help with the page. */
    public List<About> about() {
        return About.section(section);
    }

    /** Something said at the top. */
    public record Notice(boolean good, String text) {}
}
