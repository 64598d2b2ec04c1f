package org.rollcall.server.directorysync;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that signs itself, with its key, as PEM and as PKCS #12.
 *
 * @param store protected by {@link #PIN}
 */
public record Certificates(Path certificate, Path key, Path store) {

    public static final String PIN = "changeit";

    /** For that subject and that name, such as {@code ip:127.0.0.1}. */
    public static Certificates made(Path folder, String name, String alternative) throws Exception {
        return made(folder, name, alternative, "-0d");
    }

    /** One that ended some days ago. */
    static Certificates expired(Path folder, String name, String alternative) throws Exception {
        return made(folder, name, alternative, "-60d");
    }

    private static Certificates made(Path folder, String name, String alternative, String start) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=" + alternative,
                        "-startdate",
                        start,
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PIN)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException(Files.readString(folder.resolve(name + ".log")));
        }
        KeyStore loaded = KeyStore.getInstance(store.toFile(), PIN.toCharArray());
        return new Certificates(
                pem(
                        folder.resolve(name + ".pem"),
                        "CERTIFICATE",
                        loaded.getCertificate("it").getEncoded()),
                pem(
                        folder.resolve(name + ".key"),
                        "PRIVATE KEY",
                        loaded.getKey("it", PIN.toCharArray()).getEncoded()),
                store);
    }

    private static Path pem(Path file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }
}
