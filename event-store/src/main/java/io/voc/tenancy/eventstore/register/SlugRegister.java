package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which slug belongs to which tenant. */
final class SlugRegister {

    private static final String READ =
            "SELECT slug, tenant_id FROM command.slug WHERE slug = ANY (?)";
    private static final String DELETE = "DELETE FROM command.slug WHERE slug = ANY (?)";
    private static final String INSERT =
            "INSERT INTO command.slug (slug, tenant_id) SELECT unnest(?::text[]), unnest(?::text[])";

    private final Set<String> announced = new HashSet<>();
    private final Map<String, String> owners = new HashMap<>();

    /** The owners as they were before the batch, of the slugs that it may change. */
    private final Map<String, String> stored = new HashMap<>();

    void announce(String slug) {
        announced.add(slug);
    }

    void read(SqlBatch sql) throws SQLException {
        if (!announced.isEmpty()) {
            sql.query(
                    READ,
                    row -> {
                        owners.put(row.getString(1), row.getString(2));
                        stored.put(row.getString(1), row.getString(2));
                    },
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
        owners.put(slug, tenantId);
    }

    void release(String slug, String tenantId) {
        owners.remove(slug, tenantId);
    }

    /** A slug may go from one tenant to another in one batch, so what is gone goes first. */
    void write(SqlBatch sql) throws SQLException {
        var gone = new HashMap<>(stored);
        gone.entrySet().removeAll(owners.entrySet());
        var added = new HashMap<>(owners);
        added.entrySet().removeAll(stored.entrySet());
        if (!gone.isEmpty()) {
            sql.update(DELETE, sql.array("text", gone.keySet().toArray()));
        }
        if (!added.isEmpty()) {
            sql.update(
                    INSERT,
                    sql.array("text", added.keySet().toArray()),
                    sql.array("text", added.values().toArray()));
        }
    }
}
