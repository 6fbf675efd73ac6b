-- What the metadata of an event tells in clear, for indexes: as old events are indexed like new ones, nothing has to
-- be filled in. No longer than an index can take, and null where PostgreSQL can't have it as text, as an event that is
-- to be stored must never fail for the sake of an index. In PL/pgSQL, which keeps its plans.
CREATE FUNCTION event_store.told(metadata bytea, name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    told text := convert_from(metadata, 'UTF8');
BEGIN
    IF strpos(told, '\u0000') > 0 OR strpos(told, '\ud') > 0 OR strpos(told, '\uD') > 0 THEN
        RETURN NULL;
    END IF;
    RETURN left(told::json ->> name, 256);
END
$$;

REVOKE ALL ON FUNCTION event_store.told(bytea, text) FROM PUBLIC;

-- The trail of all tenants by who acted, by request and by type; that of one tenant has an index since the first release.
CREATE INDEX event_by_actor ON event_store.event (event_store.told(metadata, 'actorSubject'), position);
CREATE INDEX event_by_correlation ON event_store.event (event_store.told(metadata, 'correlationId'), position);
CREATE INDEX event_by_type ON event_store.event (type, position);
