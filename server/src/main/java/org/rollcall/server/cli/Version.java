package org.rollcall.server.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the program. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Optional<String> version = Optional.ofNullable(Version.class.getPackage())
                .flatMap(p -> Optional.ofNullable(p.getImplementationVersion()));
        return new String[] {"rollcall " + version.orElse("(development)")};
    }
}
