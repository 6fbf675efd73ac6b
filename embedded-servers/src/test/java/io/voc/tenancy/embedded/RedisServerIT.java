package io.voc.tenancy.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;

class RedisServerIT {

    private static final String PASSWORD = OtherProcess.PASSWORD;

    @TempDir Path directory;

    @Test
    void data_survive_a_restart_on_another_port() throws IOException {
        try (var server = RedisServer.start(directory, 0);
                var redis = new RedisConnection(server.port(), null)) {
            assertThat(redis.call("SET", "answer", "42")).isEqualTo("+OK");
            assertThat(server.url()).isEqualTo("redis://127.0.0.1:" + server.port());
        }
        try (var server = RedisServer.start(directory, 0);
                var redis = new RedisConnection(server.port(), null)) {
            assertThat(redis.call("GET", "answer")).isEqualTo("42");
        }
    }

    @Test
    void a_password_is_asked_for_once_given() throws IOException {
        try (var server = RedisServer.start(directory, 0, PASSWORD);
                var stranger = new RedisConnection(server.port(), null)) {
            assertThat(stranger.call("GET", "answer")).startsWith("-NOAUTH");
            assertThat(server.url())
                    .isEqualTo("redis://:it%27s%20%22secret%22@127.0.0.1:" + server.port());
        }
    }

    @Test
    void an_orphan_of_the_last_run_is_stopped() throws IOException {
        var other = OtherProcess.running("redis", directory);
        var orphan = other.awaitStart();
        try (var redis = new RedisConnection(orphan.port(), PASSWORD)) {
            redis.call("SET", "answer", "42");
        }
        other.kill();
        assertThat(orphan.server().isAlive()).isTrue();
        try (var server = RedisServer.start(directory, orphan.port(), PASSWORD);
                var redis = new RedisConnection(server.port(), PASSWORD)) {
            assertThat(orphan.server().isAlive()).isFalse();
            assertThat(redis.call("GET", "answer")).isEqualTo("42");
        }
    }

    @Test
    void a_folder_is_served_by_one_process_at_a_time() throws IOException {
        var other = OtherProcess.running("redis", directory);
        try {
            var server = other.awaitStart().server();
            assertThatThrownBy(() -> RedisServer.start(directory, 0))
                    .isInstanceOf(DataDirectoryInUseException.class);
            assertThat(server.isAlive()).isTrue();
        } finally {
            other.kill();
            RedisServer.start(directory, 0).close();
        }
    }

    @Test
    void a_port_in_use_is_told() throws IOException {
        try (var taken = new ServerSocket(0, 1, Ports.address())) {
            assertThatThrownBy(() -> RedisServer.start(directory, taken.getLocalPort()))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage("port %d for Redis is already in use", taken.getLocalPort());
        }
    }
}
