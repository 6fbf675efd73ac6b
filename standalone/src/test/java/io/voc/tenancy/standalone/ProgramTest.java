package io.voc.tenancy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

class ProgramTest {

    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path folder;
    private Path jar;
    private Path cache;
    private Program program;

    @BeforeEach
    void buildIt() throws IOException {
        jar = folder.resolve("some-exec/some-exec.jar");
        cache = folder.resolve("some-exec/some-exec.aot");
        program = Program.in(folder, "some-exec");
        Files.createDirectory(folder.resolve("some-exec"));
        written(jar, BUILT);
    }

    private static void written(Path file, Instant time) throws IOException {
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Test
    void is_there_once_it_is_built() {
        assertThat(program.exists()).isTrue();
        assertThat(Program.in(folder, "another").exists()).isFalse();
    }

    @Test
    void runs_as_it_was_built() {
        assertThat(program.isPrepared()).isFalse();
        assertThat(program.arguments()).containsExactly("-jar", jar.toString());
    }

    @Test
    void runs_with_its_cache_once_it_is_prepared() throws IOException {
        written(cache, BUILT.plusSeconds(60));

        assertThat(program.arguments())
                .containsExactly("-XX:AOTCache=" + cache, "-Xlog:aot*=off", "-jar", jar.toString());
    }

    @Test
    void does_without_the_cache_of_an_earlier_build() throws IOException {
        written(cache, BUILT.minusSeconds(60));

        assertThat(program.arguments()).containsExactly("-jar", jar.toString());
    }
}
