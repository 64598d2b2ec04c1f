package org.rollcall.rehearsal;

/** Told each deed of a scenario as soon as it is done, in order. */
@FunctionalInterface
public interface Narrator {

    /** One deed; {@link Deed#sentence()} is ready to be shown. */
    void tell(Deed deed);

    /** Tells nobody. */
    static Narrator silent() {
        return deed -> {};
    }
}
