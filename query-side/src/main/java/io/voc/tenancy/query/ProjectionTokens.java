package io.voc.tenancy.query;

import static java.util.stream.Collectors.toMap;

import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** Reads where the projections of all nodes are. */
@Component
final class ProjectionTokens {

    /** In the transaction of the rows that they speak of. */
    static final String TABLE = "query.processor_token";

    private static final String READ =
            "SELECT processor_name, token, token_type FROM query.processor_token";

    private final JdbcClient jdbc;
    private final Serializer serializer;

    ProjectionTokens(JdbcClient jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    /**
     * Up to which position each projection that has begun is applied in the database; where it has
     * several segments, all of them.
     */
    Map<String, Long> positions() {
        return jdbc.sql(READ).query((row, _) -> token(row)).list().stream()
                .collect(toMap(Stored::projection, Stored::position, Math::min));
    }

    private record Stored(String projection, long position) {}

    private Stored token(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("processor_name"),
                position(row.getBytes("token"), row.getString("token_type")));
    }

    private long position(byte @Nullable [] token, String type) {
        if (token == null) {
            return 0;
        }
        TrackingToken stored =
                serializer.deserialize(
                        new SimpleSerializedObject<>(token, byte[].class, type, null));
        return stored.position().orElse(0);
    }
}
