package io.voc.tenancy.benchmarks;

import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that goes when it is closed. */
final class TemporaryFolder implements AutoCloseable {

    private final Path folder;

    TemporaryFolder() throws IOException {
        folder = Files.createTempDirectory(Path.of("target"), "data-");
    }

    String path() {
        return folder.toAbsolutePath().toString();
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
