package org.rollcall.sync.cli;

import org.rollcall.sync.base.Timing;
import org.rollcall.sync.config.Secrets;

/** The entry point of {@code rollcall-sync}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(SyncCli.run(Console.system(), Secrets.system(), Timing.system(), arguments));
    }
}
