package io.voc.tenancy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

class SecretsTest {

    @TempDir Path data;

    private Path folder;
    private Secrets secrets;

    @BeforeEach
    void installation() {
        folder = data.resolve("new").resolve("secrets");
        secrets = new Secrets(folder);
    }

    @Nested
    class An_installation_without_secrets {

        @Test
        void has_none_to_read_and_makes_none_by_that() {
            assertThat(secrets.read(Secrets.JWT_SECRET)).isEmpty();
            assertThat(folder).doesNotExist();
        }

        @Test
        void makes_one_of_32_random_bytes() {
            var secret = secrets.readOrCreate(Secrets.JWT_SECRET);

            assertThat(Base64.getUrlDecoder().decode(secret)).hasSize(32);
            assertThat(secrets.readOrCreate(Secrets.REDIS_PASSWORD)).isNotEqualTo(secret);
        }

        @Test
        void makes_it_for_its_owner_alone() throws IOException {
            secrets.readOrCreate(Secrets.JWT_SECRET);

            assertThat(permissions(folder)).isEqualTo("rwx------");
            assertThat(permissions(folder.resolve(Secrets.JWT_SECRET))).isEqualTo("rw-------");
        }

        @Test
        void leaves_nothing_else_behind() {
            secrets.readOrCreate(Secrets.JWT_SECRET);
            secrets.readOrCreate(Secrets.DATABASE_PASSWORD);

            assertThat(folder)
                    .isDirectoryNotContaining(file -> file.toString().endsWith(".new"))
                    .isDirectoryContaining("glob:**/" + Secrets.JWT_SECRET)
                    .isDirectoryContaining("glob:**/" + Secrets.DATABASE_PASSWORD);
        }

        private static String permissions(Path file) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        }
    }

    @Nested
    class An_installation_with_secrets {

        @Test
        void keeps_them() {
            var secret = secrets.readOrCreate(Secrets.JWT_SECRET);

            assertThat(secrets.readOrCreate(Secrets.JWT_SECRET)).isEqualTo(secret);
            assertThat(new Secrets(folder).readOrCreate(Secrets.JWT_SECRET)).isEqualTo(secret);
            assertThat(secrets.read(Secrets.JWT_SECRET)).hasValue(secret);
        }

        @Test
        void reads_what_an_editor_has_ended_with_a_line_break() throws IOException {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(Secrets.JWT_SECRET), "chosen by hand\n");

            assertThat(secrets.readOrCreate(Secrets.JWT_SECRET)).isEqualTo("chosen by hand");
        }
    }
}
