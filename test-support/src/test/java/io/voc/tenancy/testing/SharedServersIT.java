package io.voc.tenancy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

class SharedServersIT {

    @Test
    void each_fresh_database_is_empty() throws SQLException {
        createTableInFreshDatabase();
        createTableInFreshDatabase();
    }

    @Test
    void kafka_takes_topics() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", SharedServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic("events", 1, (short) 1))).all().get();
            assertThat(admin.listTopics().names().get()).contains("events");
        }
    }

    @Test
    void redis_answers() throws IOException {
        var url = URI.create(SharedServers.redis());
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
            assertThat(socket.getInputStream().readNBytes(5)).asString(UTF_8).isEqualTo("+PONG");
        }
    }

    private static void createTableInFreshDatabase() throws SQLException {
        var database = SharedServers.freshDatabase();
        try (var connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tenant (id uuid)");
        }
    }
}
