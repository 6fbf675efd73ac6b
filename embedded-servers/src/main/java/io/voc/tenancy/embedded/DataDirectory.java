package io.voc.tenancy.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A server's folder, held by one process at a time: the lock goes when the process does, even by a
 * kill.
 */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    static DataDirectory claim(Path wanted) throws IOException {
        var path = Files.createDirectories(wanted).toRealPath();
        var lockFile = FileChannel.open(path.resolve("owner.lock"), CREATE, WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new DataDirectoryInUseException(path);
        }
        return new DataDirectory(path, lockFile);
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
