package org.rollcall.server.db.embedded;

import java.util.Locale;

/** Operating system and processor, as the archives of the binaries are named. */
record Platform(String system, String processor) {

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        return new Platform(system(osName.toLowerCase(Locale.ROOT)), processor(osArch.toLowerCase(Locale.ROOT)));
    }

    private static String system(String name) {
        if (name.startsWith("windows")) {
            return "windows";
        }
        return name.startsWith("mac") ? "darwin" : "linux";
    }

    private static String processor(String arch) {
        return arch.equals("aarch64") || arch.equals("arm64") ? "arm_64" : "x86_64";
    }

    boolean windows() {
        return system.equals("windows");
    }

    String archive() {
        return "postgres-%s-%s.txz".formatted(system, processor);
    }
}
