package org.rollcall.server.administration;

import org.rollcall.server.command.Command;
import org.rollcall.server.command.Loader;
import org.rollcall.server.placement.Rules;

/** Reads the rules in force, to name what rows refer to by id. Changes nothing. */
public final class RulesInForce implements Command<Boolean, Rules> {

    @Override
    public String name() {
        return "rules.read";
    }

    @Override
    public Boolean load(Loader loader) {
        return true;
    }

    @Override
    public Decision<Rules> decide(Boolean state, Context context) {
        return Decision.unchanged(context.rules());
    }
}
