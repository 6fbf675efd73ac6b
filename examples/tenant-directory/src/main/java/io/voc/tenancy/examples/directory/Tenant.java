package io.voc.tenancy.examples.directory;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * What the stream has told of a tenant so far.
 *
 * @param sequence of the newest event that is in it
 * @param status null until the tenant is registered; {@code PURGED} is all that is kept afterwards
 */
record Tenant(
        long sequence,
        @Nullable String slug,
        @Nullable String name,
        @Nullable String region,
        @Nullable String plan,
        @Nullable String status) {

    private static final String PREFIX = "io.voc.tenancy.";

    /** Of whom nothing is known yet. */
    static final Tenant UNKNOWN = new Tenant(0, null, null, null, null, null);

    /** The tenant after an event; of types that tell nothing of these fields only the sequence. */
    Tenant after(long next, String type, JsonNode data) {
        return switch (type.replace(PREFIX, "")) {
            case "tenant.registered.v1" ->
                    new Tenant(
                            next,
                            text(data, "slug"),
                            text(data, "name"),
                            text(data, "region"),
                            text(data, "plan"),
                            text(data, "status"));
            case "tenant.updated.v1" ->
                    new Tenant(next, slug, text(data, "name"), region, plan, status);
            case "tenant.plan-changed.v1" ->
                    new Tenant(next, slug, name, region, text(data, "plan"), status);
            case "tenant.suspended.v1" -> with(next, "SUSPENDED");
            case "tenant.activated.v1" -> with(next, "ACTIVE");
            case "tenant.deleted.v1" -> with(next, "DELETED");
            case "tenant.restored.v1" -> with(next, text(data, "status"));
            case "tenant.purged.v1" -> new Tenant(next, null, null, null, null, "PURGED");
            default -> with(next, status);
        };
    }

    private Tenant with(long next, @Nullable String newStatus) {
        return new Tenant(next, slug, name, region, plan, newStatus);
    }

    private static String text(JsonNode data, String field) {
        return data.path(field).asString();
    }
}
