package io.voc.tenancy.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;

import org.apache.commons.io.FileUtils;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that are there in full or not at all: filled under another name, then renamed. */
final class Staged {

    interface Filler {
        void fill(Path folder) throws IOException;
    }

    private Staged() {}

    static Path folder(Path folder, Filler filler) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder.getParent());
            var staging = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".");
            try {
                filler.fill(staging);
                rename(staging, folder);
            } finally {
                FileUtils.deleteDirectory(staging.toFile());
            }
        }
        return folder;
    }

    private static void rename(Path staging, Path folder) throws IOException {
        try {
            Files.move(staging, folder, ATOMIC_MOVE);
        } catch (FileSystemException failure) {
            if (!Files.exists(folder)) { // otherwise another process was quicker
                throw failure;
            }
        }
        try (var parent = FileChannel.open(folder.getParent(), READ)) {
            parent.force(true);
        }
    }
}
