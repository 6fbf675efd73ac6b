package io.voc.tenancy.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secrets that a local installation makes for itself, each in a file that only its owner reads.
 */
record Secrets(Path folder) {

    static final String JWT_SECRET = "jwt-secret";
    static final String INTERNAL_TOKEN_KEY = "internal-token-key";
    static final String MASTER_KEY = "master-key";
    static final String DATABASE_PASSWORD = "database-password";
    static final String REDIS_PASSWORD = "redis-password";

    private static final int BYTES = 32;

    /** The secret of this name, if the installation has one. */
    Optional<String> read(String name) {
        var file = folder.resolve(name);
        try {
            return Files.exists(file)
                    ? Optional.of(Files.readString(file).strip())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The secret of this name, made now if there is none: 32 random bytes, as URL-safe text. */
    String readOrCreate(String name) {
        return read(name).orElseGet(() -> create(name));
    }

    private String create(String name) {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            var draft =
                    Files.createTempFile(
                            folder,
                            name,
                            ".new",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, secret);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
