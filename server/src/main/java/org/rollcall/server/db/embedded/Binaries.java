package org.rollcall.server.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** The unpacked programs of one PostgreSQL version. */
record Binaries(Path folder, String version) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(\\.\\d+)*");

    int majorVersion() {
        return Integer.parseInt(version.split("\\.", 2)[0]);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(Platform.current().windows() ? name + ".exe" : name);
    }

    /**
     * Finds or unpacks the binaries of the class path in a folder shared by every Rollcall of this user. Safe against
     * others who do the same at the same time, and against being killed half-way: an unpacked version appears under
     * its name at once and whole.
     */
    static synchronized Binaries in(Path cache) throws IOException {
        Files.createDirectories(cache);
        URL archive = archive();
        String suffix = "-" + identity(archive);
        try (FileChannel channel =
                FileChannel.open(cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            Optional<Binaries> found = find(cache, suffix);
            return found.isPresent() ? found.get() : unpack(archive, cache, suffix);
        }
    }

    private static URL archive() {
        String name = Platform.current().archive();
        URL url = Binaries.class.getResource("/" + name);
        if (url == null) {
            throw new EmbeddedPostgresException("""
                    This Rollcall was built without PostgreSQL for this system (%s). Build it here, or use a \
                    PostgreSQL of your own with --database""".formatted(name));
        }
        return url;
    }

    /** A check sum of the archive; the jar has it in its index, so that nothing is read. */
    private static String identity(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        try (CheckedInputStream in = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return Long.toHexString(in.getChecksum().getValue());
        }
    }

    private static Optional<Binaries> find(Path cache, String suffix) throws IOException {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(folder -> name(folder).startsWith("postgresql-")
                            && name(folder).endsWith(suffix))
                    .map(folder -> new Binaries(folder, name(folder).split("-", 3)[1]))
                    .findFirst();
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static Binaries unpack(URL archive, Path cache, String suffix) throws IOException {
        Path temporary = cache.resolve("unpacking");
        DurableFiles.deleteTree(temporary);
        try (InputStream in = archive.openStream()) {
            Archive.unpack(in, temporary);
        }
        String version = version(temporary, cache);
        Path folder = cache.resolve("postgresql-" + version + suffix);
        DurableFiles.move(temporary, folder);
        return new Binaries(folder, version);
    }

    private static String version(Path folder, Path cache) throws IOException {
        Path output = Files.createTempFile(cache, "version", ".txt");
        try {
            Path postgres = new Binaries(folder, "").program("postgres");
            int exit = new Command(java.util.List.of(postgres.toString(), "--version"), cache).run(output);
            Matcher matcher = VERSION.matcher(Files.readString(output));
            if (exit != 0 || !matcher.find()) {
                throw new EmbeddedPostgresException("PostgreSQL was unpacked to %s but does not run there: %s"
                        .formatted(folder, Files.readString(output).strip()));
            }
            return matcher.group().substring("(PostgreSQL) ".length());
        } finally {
            Files.delete(output);
        }
    }
}
