package io.voc.tenancy.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

@EnabledOnOs(OS.LINUX)
class SessionIT {

    @TempDir Path directory;

    @Test
    void an_interrupt_in_the_terminal_reaches_no_server() throws IOException {
        try (var redis = RedisServer.start(directory, 0)) {
            assertThat(processGroup(redis.pid()))
                    .isEqualTo(redis.pid())
                    .isNotEqualTo(processGroup(ProcessHandle.current().pid()));
        }
    }

    /** The third field after the program's name, which stands in parentheses. */
    private static long processGroup(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2]);
    }
}
