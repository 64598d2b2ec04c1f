package org.rollcall.server.command;

import java.util.List;
import org.rollcall.scim.ScimError;
import org.rollcall.server.placement.Rules;

/**
 * Rules that are not in force, and what followed from them in a preview so far: give it to one command after the other,
 * as they would run. Not for several threads.
 */
public final class Supposition {

    private final long base;
    private Rules rules;
    private final Earlier earlier = new Earlier();

    /** @param base the version of the rules that these would take the place of */
    Supposition(long base, Rules rules) {
        this.base = base;
        this.rules = rules;
    }

    /** The version that would be in force. */
    public long version() {
        return rules.version();
    }

    /** The supposed rules; what stands on others would be compared with what is no more. */
    Rules rules(Loader loader) {
        if (loader.rules().version() != base) {
            throw ScimError.conflict("the configuration was changed while it was previewed; preview it again")
                    .exception();
        }
        return rules;
    }

    /** What one command founds, the next one finds. */
    void found(List<Founding.Founded> founded) {
        founded.forEach(one -> rules = rules.with(one.organization(), rules.version()));
    }

    Earlier earlier() {
        return earlier;
    }
}
