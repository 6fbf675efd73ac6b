package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tenants' data keys, wrapped. */
final class DataKeyRegister {

    private static final String WRITE =
            "INSERT INTO command.data_key (tenant_id, wrapped) SELECT unnest(?::text[]), unnest(?::bytea[])";

    private final Map<String, byte[]> added = new LinkedHashMap<>();

    void add(String tenantId, byte[] wrapped) {
        added.put(tenantId, wrapped);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!added.isEmpty()) {
            sql.update(
                    WRITE,
                    sql.array("text", added.keySet().toArray()),
                    sql.array("bytea", added.values().toArray(byte[][]::new)));
        }
    }
}
