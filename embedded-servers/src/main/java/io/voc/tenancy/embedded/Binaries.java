package io.voc.tenancy.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;

import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;
import redis.embedded.util.IO;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The servers' programs, unpacked once into the user's cache: a temporary folder may be swept under
 * a running server.
 */
final class Binaries {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private Binaries() {}

    /** Answers the folder with {@code bin/postgres} and {@code bin/initdb}. */
    static Path postgres() throws IOException {
        var platform = System.getProperty("os.name");
        try (var packed =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                        platform, System.getProperty("os.arch"))) {
            var archive = packed.readAllBytes();
            var version = DigestUtils.sha256Hex(archive).substring(0, 16);
            return Staged.folder(
                    cache().resolve("postgres-" + version), folder -> unpack(archive, folder));
        }
    }

    /** Answers the program itself; its name carries its version. */
    static Path redis() throws IOException {
        var resource =
                ExecutableProvider.newProvidedVersionsMap()
                        .get(OsArchitecture.detectOSandArchitecture());
        if (resource == null) {
            throw new IOException("there is no embedded Redis for this platform");
        }
        var name = resource.replace("/", "");
        return Staged.folder(
                        cache().resolve(name),
                        folder -> IO.writeResourceToExecutableFile(folder.toFile(), resource))
                .resolve(name);
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, folder.resolve(entry.getName()));
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0
                    && !target.toFile().setExecutable(true)) {
                throw new IOException("cannot make %s executable".formatted(target));
            }
        }
    }

    private static Path cache() {
        var configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        var base =
                configured.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return base.resolve("tenant-manager");
    }
}
