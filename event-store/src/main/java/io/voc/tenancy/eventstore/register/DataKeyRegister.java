package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tenants' data keys, wrapped. */
final class DataKeyRegister {

    private static final String ADD =
            "INSERT INTO command.data_key (tenant_id, wrapped) SELECT unnest(?::text[]), unnest(?::bytea[])";
    private static final String DESTROY =
            "UPDATE command.data_key SET wrapped = NULL WHERE tenant_id = ANY (?)";

    /** After the keys, as whoever stores a snapshot holds its key meanwhile. */
    private static final String DELETE_SNAPSHOTS =
            "DELETE FROM event_store.snapshot WHERE tenant_id = ANY (?)";

    private final Map<String, byte[]> added = new LinkedHashMap<>();
    private final List<String> destroyed = new ArrayList<>();

    void add(String tenantId, byte[] wrapped) {
        added.put(tenantId, wrapped);
    }

    void destroy(String tenantId) {
        destroyed.add(tenantId);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!added.isEmpty()) {
            sql.update(
                    ADD,
                    sql.array("text", added.keySet().toArray()),
                    sql.array("bytea", added.values().toArray(byte[][]::new)));
        }
        if (!destroyed.isEmpty()) {
            sql.update(DESTROY, sql.array("text", destroyed.toArray()));
            sql.update(DELETE_SNAPSHOTS, sql.array("text", destroyed.toArray()));
        }
    }
}
