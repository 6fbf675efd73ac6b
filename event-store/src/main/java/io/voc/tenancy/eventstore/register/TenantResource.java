package io.voc.tenancy.eventstore.register;

/** Names a count: that of a tenant's resources of one sort. */
public record TenantResource(String tenantId, CountedResource resource) {}
