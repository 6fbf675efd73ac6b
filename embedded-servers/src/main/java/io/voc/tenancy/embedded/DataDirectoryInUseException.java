package io.voc.tenancy.embedded;

import java.nio.file.Path;

/** Says that another live process runs a server on this folder. */
public final class DataDirectoryInUseException extends RuntimeException {

    DataDirectoryInUseException(Path directory) {
        super("the data directory %s is in use by another process".formatted(directory));
    }
}
