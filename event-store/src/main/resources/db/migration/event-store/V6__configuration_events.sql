-- A tenant's configurations, newest first or from a position on, past whatever else happened to it.
CREATE INDEX event_of_configuration ON event_store.event (tenant_id, position) WHERE type LIKE 'configuration.%';
