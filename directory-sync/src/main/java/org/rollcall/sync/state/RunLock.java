package org.rollcall.sync.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.rollcall.sync.base.Exit;
import org.rollcall.sync.base.Failure;

/** One run at a time (H-L9). The system frees the lock when the process ends, however it ends. */
public final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock of this state file.
     *
     * @throws Failure when another run has it
     */
    public static RunLock take(Path state) {
        Path file = state.resolveSibling(state.getFileName() + ".lock");
        try {
            Path parent = file.toAbsolutePath().getParent();
            Files.createDirectories(parent == null ? Path.of(".") : parent);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) == null) {
                channel.close();
                throw new Failure(
                        Exit.BUSY, "Another run is going on (it holds %s). Nothing was done.".formatted(file));
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw Failure.usage("The lock %s could not be taken: %s".formatted(file, e.getMessage()));
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // by this very process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Failure.usage("The lock could not be released: " + e.getMessage());
        }
    }
}
