package org.rollcall.server.console;

import java.util.List;
import java.util.Optional;

/**
 * What is around a page.
 *
 * @param section the entry of the menu that is current; empty for a page without menu
 * @param who the name of who is signed in
 * @param csrf goes into every form
 * @param assets where style and script are
 * @param notice said at the top of the page
 */
public record Frame(
        String title, String section, String who, String csrf, Theme theme, String assets, Optional<Notice> notice) {

    /** The articles that help with the page. */
    public List<About> about() {
        return About.section(section);
    }

    /** Something said at the top. */
    public record Notice(boolean good, String text) {}
}
