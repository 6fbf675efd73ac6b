package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which slug belongs to which tenant. */
final class SlugRegister {

    private static final String READ =
            "SELECT slug, tenant_id FROM command.slug WHERE slug = ANY (?)";
    private static final String WRITE =
            "INSERT INTO command.slug (slug, tenant_id) SELECT unnest(?::text[]), unnest(?::text[])";

    private final Set<String> announced = new HashSet<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, String> claimed = new LinkedHashMap<>();

    void announce(String slug) {
        announced.add(slug);
    }

    void read(SqlBatch sql) throws SQLException {
        if (!announced.isEmpty()) {
            sql.query(
                    READ,
                    row -> owners.put(row.getString(1), row.getString(2)),
                    sql.array("text", announced.toArray()));
        }
    }

    void judge(String slug, String tenantId) {
        if (!tenantId.equals(owners.getOrDefault(slug, tenantId))) {
            throw new Rejection(
                    RejectionCode.SLUG_TAKEN, "The slug " + slug + " belongs to another tenant");
        }
    }

    void claim(String slug, String tenantId) {
        if (owners.put(slug, tenantId) == null) {
            claimed.put(slug, tenantId);
        }
    }

    void write(SqlBatch sql) throws SQLException {
        if (!claimed.isEmpty()) {
            sql.update(
                    WRITE,
                    sql.array("text", claimed.keySet().toArray()),
                    sql.array("text", claimed.values().toArray()));
        }
    }
}
